// The business studio: a firm's supply chain, marketing, finance, tax, leasing and logistics on one page, each figure with
// the way to the rows that it is made of.
import { Link } from 'react-router';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { EmptyState, ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './studio.css';
import { texts } from './texts';
import { isKnown, suites, useStudio, ways, type Figure } from './use-studio';

function Tile({ figure }: { figure: Figure }) {
  const text = useTexts(texts);
  const format = useFormat();
  if (!isKnown(figure.name)) return null;
  const value = figure.measure === 'fen' ? `¥${formatFen(figure.value)}` : format.number(figure.value);
  return (
    <li>
      <Link className="studio-tile" to={ways[figure.name]}>
        <span className="sub">{text[figure.name]}</span>
        <strong className="number">{figure.is_capped ? text.capped(value) : value}</strong>
      </Link>
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const studio = useStudio();
  const figures = studio.data ?? [];
  return (
    <PageFrame title={text.studio} hint={text.studioHint}>
      {studio.isPending && <Loading lines={8} />}
      {studio.isError && <ErrorState error={studio.error} onRetry={() => void studio.refetch()} />}
      {studio.isSuccess && figures.length === 0 && (
        <EmptyState title={text.nothing} text={text.nothingHint} />
      )}
      {suites.map((suite) => {
        const own = figures.filter((figure) => figure.suite === suite);
        return (
          own.length > 0 && (
            <Panel key={suite} title={text[`suite_${suite}`]}>
              <ul className="studio-tiles">
                {own.map((figure) => (
                  <Tile key={figure.name} figure={figure} />
                ))}
              </ul>
            </Panel>
          )
        );
      })}
    </PageFrame>
  );
}
