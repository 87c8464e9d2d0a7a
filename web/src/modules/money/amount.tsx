// Amounts of money and the names that stand beside them.
import { formatFen } from '@/kit/format';

export { OrganisationName } from '@/kit/organisation-name';

export function Fen({ value, signed = false }: { value: number | null | undefined; signed?: boolean }) {
  if (value === null || value === undefined) return <span className="faint">—</span>;
  const tone = signed && value !== 0 ? (value > 0 ? 'money money-in' : 'money money-out') : 'money';
  return (
    <span className={tone}>
      {value < 0 ? '-' : signed && value > 0 ? '+' : ''}¥{formatFen(Math.abs(value))}
    </span>
  );
}
