// How far the enterprise is on its way, and what the stage of computed decisions will hold and needs.
import { CheckCircleFilled, ClockCircleOutlined, RightOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { isOpenTo, places } from '../places';
import './stages.css';
import { texts } from './texts';
import { nextOf, reachedOf, useStageChecks, type Check, type CheckState } from './use-checks';

function useStateWord(): (state: CheckState) => string {
  const text = useTexts(texts);
  return (state) =>
    ({ reached: text.reached, missing: text.missing, hidden: text.hidden, not_yet: text.notYet, asking: '' })[
      state
    ];
}

function CheckLine({ check, isNext }: { check: Check; isNext: boolean }) {
  const text = useTexts(texts);
  const shared = useTexts(common);
  const word = useStateWord()(check.state);
  const session = useSession();
  const place = places.find(({ to }) => to === check.to?.split('?')[0]);
  const isOpen = check.state === 'missing' && place !== undefined && isOpenTo(session, place);
  return (
    <li className={isNext ? 'check check-next' : 'check'} data-state={check.state}>
      {check.state === 'reached' ? (
        <CheckCircleFilled className="check-mark" aria-hidden="true" />
      ) : check.state === 'not_yet' ? (
        <ClockCircleOutlined className="check-mark" aria-hidden="true" />
      ) : (
        <span className="check-mark" />
      )}
      <span className="check-words">
        <strong>{text[check.name]}</strong>
        <span>{text[`${check.name}Why`]}</span>
      </span>
      {isOpen && check.to ? (
        <Link to={check.to} aria-label={shared.pair(text.doIt, text[check.name])}>
          {text.doIt} <RightOutlined aria-hidden="true" />
        </Link>
      ) : (
        word && <Tag tone={check.state === 'reached' ? 'good' : 'plain'}>{word}</Tag>
      )}
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const stages = useStageChecks();
  const next = nextOf(stages);
  return (
    <PageFrame title={text.title} hint={text.hint}>
      {stages.map(({ stage, checks }) => {
        const done = reachedOf(checks);
        return (
          <Panel
            key={stage}
            title={text[`${stage}Title`]}
            hint={text[`${stage}Hint`]}
            action={<strong className="stage-count number">{text.figures(done, checks.length)}</strong>}
          >
            <div className="stage-bar" aria-hidden="true">
              {checks.map(({ name, state }) => (
                <span key={name} data-state={state} />
              ))}
            </div>
            <ul className="checks">
              {checks.map((check) => (
                <CheckLine key={check.name} check={check} isNext={check === next} />
              ))}
            </ul>
          </Panel>
        );
      })}
    </PageFrame>
  );
}
