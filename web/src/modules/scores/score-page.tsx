// The score of a party, one's own or another's: the figure, what each criterion costs, and why.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, unwrap, type ScoreReason, type ScoreReport } from '@/kit/api';
import { Bars } from '@/kit/chart/bars';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, ErrorState, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { fullPpm, lossOf, pointsOf, restOf, totalOf } from './points';
import './score.css';
import { texts } from './texts';

const path = '/api/v1/scores';
type Criteria = ScoreReport['criteria'];

function CriterionBars({ criteria }: { criteria: Criteria }) {
  const text = useTexts(texts);
  const { choice } = useLabels('score_entry');
  return (
    <Bars
      wide
      bars={criteria.map(({ criterion, rate_ppm, entries, lost_ppm }) => ({
        key: criterion,
        name: choice('criterion', criterion),
        value: <strong className={lost_ppm > 0 ? 'score-lost' : ''}>{lossOf(lost_ppm)}</strong>,
        share: rate_ppm / fullPpm,
        note: `${text.reached(pointsOf(rate_ppm))} · ${text.entries(entries)}`,
      }))}
    />
  );
}

function ReasonLine({ reason }: { reason: ScoreReason }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('score_entry');
  return (
    <li>
      <span>
        {text[`${reason.criterion}_what`](reason.what, pointsOf(reason.value_ppm))}
        <span className="sub faint">
          <Tag tone="plain">{choice('criterion', reason.criterion)}</Tag> {format.date(reason.occurred_at)}
        </span>
      </span>
      <strong className="score-lost number">{lossOf(reason.lost_ppm)}</strong>
    </li>
  );
}

function Reasons({ report }: { report: ScoreReport }) {
  const text = useTexts(texts);
  const rest = restOf(report);
  return (
    <Panel title={text.reasons} hint={text.reasonsHint}>
      {report.reasons.length === 0 && <EmptyState title={text.noReasons} text={text.noReasonsHint} />}
      <ul className="score-reasons">
        {[...report.reasons]
          .sort((a, b) => b.lost_ppm - a.lost_ppm)
          .map((reason) => (
            <ReasonLine key={`${reason.criterion} ${reason.subject_id}`} reason={reason} />
          ))}
        {lossOf(rest) !== '0' && (
          <li>
            <span>
              {text.rest}
              <span className="sub faint">{text.restWhy}</span>
            </span>
            <strong className="number">{lossOf(rest)}</strong>
          </li>
        )}
      </ul>
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const session = useSession();
  const own = session.organisation.id;
  const id = useParams().id ?? own;
  const report = useQuery({
    queryKey: [path, id],
    queryFn: () => unwrap(api.GET('/api/v1/scores/{id}', { params: { path: { id } } })),
  });
  if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />;
  const points = totalOf(report.data?.total_ppm ?? 0);
  return (
    <PageFrame
      title={id === own ? text.own : text.other}
      back={id === own ? undefined : <Link to={`/directory/${id}`}>{text.toEnterprise}</Link>}
      hint={id === own ? text.ownHint : text.otherHint}
    >
      {report.isPending && <Loading lines={8} />}
      {report.isSuccess && (
        <>
          <Panel title={id === own ? text.why(points) : <OrganisationName id={id} />}>
            <p className="score-total">
              <strong className="number">{points}</strong>
              <span className="faint">{text.outOf}</span>
              <span className="score-lost number">
                {text.lostAll(pointsOf(fullPpm - report.data.total_ppm))}
              </span>
            </p>
            <CriterionBars criteria={report.data.criteria} />
          </Panel>
          {id === own || report.data.reasons.length > 0 ? (
            <Reasons report={report.data} />
          ) : (
            <Notice tone="info">{text.hidden}</Notice>
          )}
        </>
      )}
    </PageFrame>
  );
}
