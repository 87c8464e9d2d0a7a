// An enterprise's profile for reading. Fields that the reader may not see are absent from the answer and not shown.
import type { Enterprise } from '@/kit/api';
import { ReferenceName } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Facts } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

export function About({ enterprise }: { enterprise: Enterprise }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { label } = useLabels('enterprise');
  const format = useFormat();
  const website = enterprise.website && /^https?:\/\//i.test(enterprise.website) ? enterprise.website : null;
  return (
    <Facts
      facts={[
        { label: label('description'), value: enterprise.description, wide: true },
        {
          label: label('industry_code'),
          value: enterprise.industry_code && (
            <ReferenceName path="/api/v1/industries" code={enterprise.industry_code} />
          ),
        },
        {
          label: label('region_code'),
          value: enterprise.region_code && (
            <ReferenceName path="/api/v1/regions" code={enterprise.region_code} />
          ),
        },
        { label: label('address'), value: enterprise.address },
        {
          label: label('company_code'),
          value: enterprise.company_code && <span className="mono">{enterprise.company_code}</span>,
        },
        { label: label('founded_on'), value: enterprise.founded_on && format.date(enterprise.founded_on) },
        { label: label('employees'), value: format.number(enterprise.employees) },
        {
          label: label('registered_capital_fen'),
          value:
            enterprise.registered_capital_fen &&
            `${formatFen(enterprise.registered_capital_fen)} ${words.yuan}`,
        },
        { label: label('phone'), value: enterprise.phone },
        { label: label('email'), value: enterprise.email },
        {
          label: text.website,
          value: website && (
            <a href={website} target="_blank" rel="noreferrer noopener">
              {website}
            </a>
          ),
        },
      ]}
    />
  );
}
