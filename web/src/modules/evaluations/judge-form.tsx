// What people judge: points and the reason, of a draft, and anew on appeal.
import { Form, Input, InputNumber } from 'antd';
import type { Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useCriterionName } from './records-panel';
import { texts } from './texts';
import { pointsOf, ppmOf, type Evaluation } from './use-evaluations';

export type Judgement = { position: number; value_ppm: number; comment: string };

export function judgedOf(evaluation: Evaluation) {
  return evaluation.results.filter((result) => result.kind === 'judged');
}

export function judgedValues(evaluation: Evaluation): Values {
  const values: Values = {};
  for (const { position, inputs } of judgedOf(evaluation)) {
    const given = inputs[0];
    if (!given) continue;
    values[`points_${position}`] = Number(pointsOf(given.value_ppm));
    values[`comment_${position}`] = given.what;
  }
  return values;
}

// Those with points and a reason.
export function judgementsOf(evaluation: Evaluation, values: Values): Judgement[] {
  return judgedOf(evaluation).flatMap(({ position }) => {
    const points = values[`points_${position}`];
    const comment = values[`comment_${position}`];
    if (typeof points !== 'number' || typeof comment !== 'string' || !comment.trim()) return [];
    return [{ position, value_ppm: ppmOf(points), comment: comment.trim() }];
  });
}

export function JudgedFields({ evaluation }: { evaluation: Evaluation }) {
  const text = useTexts(texts);
  const nameOf = useCriterionName();
  return judgedOf(evaluation).map((result) => (
    <fieldset key={result.position} className="form-part">
      <legend>{nameOf(result)}</legend>
      <Form.Item name={`points_${result.position}`} label={text.points}>
        <InputNumber<number> min={0} max={100} precision={1} controls={false} className="full" />
      </Form.Item>
      <Form.Item name={`comment_${result.position}`} label={text.comment}>
        <Input maxLength={200} />
      </Form.Item>
    </fieldset>
  ));
}
