// Why a value was found unlike the usual, in a line.
import type { Alarm } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { useFormat } from '@/kit/use-format';
import { ruleTexts } from './rule-texts';

type Odd = Pick<Alarm, 'oddity' | 'usual'>;

export function useOddityText() {
  const rules = useTexts(ruleTexts);
  const { choice } = useLabels('alarm');
  const format = useFormat();
  return ({ oddity, usual }: Odd): string => {
    if (!oddity) return '';
    const how = choice('oddity', oddity);
    return typeof usual === 'number'
      ? `${how}${rules.usually(format.number(Number(usual.toPrecision(4))))}`
      : how;
  };
}
