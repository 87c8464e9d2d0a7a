// How local one's purchases are: the share of the value by region of the suppliers.
import { Figures, Bars } from '@/kit/chart/bars';
import { ReferenceName } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { EmptyState, ErrorState, Loading, Panel } from '@/kit/page';
import { texts } from './texts';
import { useLocalContent } from './use-circles';

const million = 1_000_000;
const percent = (ppm: number) => `${(ppm / 10_000).toFixed(1)}%`;

export function LocalContentPanel() {
  const text = useTexts(texts);
  const found = useLocalContent();
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={4} />;
  const content = found.data;
  return (
    <Panel title={text.localContent} hint={text.localContentHint}>
      {content.regions.length === 0 ? (
        <EmptyState title={text.noPurchases} text={text.noPurchasesHint} />
      ) : (
        <>
          <Figures
            wide
            figures={[
              { label: text.total, value: `¥${formatFen(content.total)}` },
              { label: text.own, value: percent(content.prefecture_ppm) },
              { label: text.province, value: percent(content.province_ppm) },
            ]}
          />
          <Bars
            wide
            bars={content.regions.map((region) => ({
              key: region.region_code ?? '',
              name: region.region_code ? (
                <ReferenceName path="/api/v1/regions" code={region.region_code} />
              ) : (
                text.unknownRegion
              ),
              value: percent(region.share_ppm),
              share: region.share_ppm / million,
              note: `¥${formatFen(region.value)} · ${text.suppliers(region.suppliers)}`,
            }))}
          />
        </>
      )}
    </Panel>
  );
}
