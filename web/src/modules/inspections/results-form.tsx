// What an inspector has found: the counts in large fields, a line for each kind of defect, photos. What it means for the
// lot stands below while he types.
import { App, Button, Form, Input, InputNumber, Radio } from 'antd';
import { api, unwrap, type Inspection } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useEntityMeta } from '@/kit/meta';
import { Notice, Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './inspections.css';
import { PhotosInput } from './photos';
import { texts } from './texts';
import { useRefresh } from './use-inspections';
import { defectsOf, standingOf, type Standing, type TypedDefect } from './verdict';

const defectsMax = 50;
const classes = ['critical', 'major', 'minor'] as const;
const tones = { accept: 'good', critical: 'warning', reject: 'bad' } as const;

export function StandingNotice({
  inspection,
  standing,
  found,
}: {
  inspection: Inspection;
  standing: Standing;
  found: number;
}) {
  const text = useTexts(texts);
  const format = useFormat();
  if (standing === 'open') return null;
  const against = standing === 'reject' ? inspection.reject_number : inspection.accept_number;
  return (
    <Notice tone={tones[standing]}>
      {text[`stand_${standing}`](format.number(found) || '0', format.number(against) || '0')}
    </Notice>
  );
}

function DefectLines() {
  const text = useTexts(texts);
  return (
    <Form.List name="defects">
      {(lines, { add, remove }, { errors }) => (
        <fieldset className="defects">
          <legend>{text.defects}</legend>
          <p className="panel-hint">{text.defectsHint}</p>
          {lines.map(({ name, key }) => (
            <div key={key} className="defect">
              <Form.Item name={[name, 'defect_class']} noStyle>
                <Radio.Group
                  className="defect-class"
                  optionType="button"
                  options={classes.map((one) => ({ value: one, label: text[`class_${one}`] }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'characteristic']} label={text.characteristic}>
                <Input maxLength={100} placeholder={text.characteristicHint} />
              </Form.Item>
              <div className="defect-more">
                <Form.Item name={[name, 'pieces']} label={text.defectPieces}>
                  <InputNumber<number> precision={0} controls={false} inputMode="numeric" />
                </Form.Item>
                <Form.Item name={[name, 'required']} label={text.required}>
                  <Input maxLength={60} />
                </Form.Item>
                <Form.Item name={[name, 'measured']} label={text.measured}>
                  <Input maxLength={60} />
                </Form.Item>
              </div>
              {lines.length > 1 && (
                <Button type="text" size="small" onClick={() => remove(name)}>
                  {text.removeDefect}
                </Button>
              )}
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          {lines.length < defectsMax && (
            <Button block onClick={() => add({ defect_class: 'major', pieces: 1 })}>
              {text.addDefect}
            </Button>
          )}
        </fieldset>
      )}
    </Form.List>
  );
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
const typedDefects = (value: unknown) => (value ?? []) as (TypedDefect | undefined)[];

function Counts({ inspection }: { inspection: Inspection }) {
  const text = useTexts(texts);
  return (
    <div className="inspection-numbers">
      <Form.Item name="inspected" label={text.inspected}>
        <InputNumber<number>
          precision={0}
          controls={false}
          inputMode="numeric"
          placeholder={String(inspection.sample_size)}
        />
      </Form.Item>
      <Form.Item name="nonconforming" label={text.nonconforming}>
        <InputNumber<number> precision={0} controls={false} inputMode="numeric" placeholder="0" />
      </Form.Item>
    </div>
  );
}

export function ResultsForm({ inspection, onDone }: { inspection: Inspection; onDone: () => void }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [form] = Form.useForm<Values>();
  const nonconforming = numberOf(Form.useWatch<unknown>('nonconforming', form));
  const defects = defectsOf(typedDefects(Form.useWatch('defects', form)));
  const noteMax = useEntityMeta('inspection')?.fields.find(({ name }) => name === 'note')?.length_max;
  const send = async (values: Values, key: string) => {
    const found = numberOf(values.nonconforming) ?? 0;
    const note = typeof values.note === 'string' ? values.note.trim() : '';
    await unwrap(
      api.POST('/api/v1/inspections/{id}/results/actions', {
        params: { path: { id: inspection.id }, header: { 'Idempotency-Key': key } },
        body: {
          inspected: numberOf(values.inspected) ?? inspection.sample_size,
          nonconforming: found,
          defects: found > 0 ? defectsOf(typedDefects(values.defects)) : [],
          photos: (values.photos ?? []) as string[],
          note: note || null,
        },
      }),
    );
    void message.success(text.recorded);
    refresh();
    onDone();
  };
  const before = inspection.defects.length > 0 ? inspection.defects : [{ defect_class: 'major', pieces: 1 }];
  return (
    <Panel title={text.results} hint={text.resultsHint}>
      <div className="inspection-form">
        <ServerForm
          form={form}
          initial={{
            inspected: inspection.inspected,
            nonconforming: inspection.nonconforming,
            defects: before,
            photos: inspection.photos,
            note: inspection.note,
          }}
          fields={['inspected', 'nonconforming', 'defects', 'photos', 'note']}
          draftKey={`inspection ${inspection.id}`}
          send={send}
          submitLabel={text.record}
          wide
        >
          <Counts inspection={inspection} />
          {nonconforming !== null && (
            <StandingNotice
              inspection={inspection}
              standing={standingOf(inspection, { nonconforming, defects: nonconforming > 0 ? defects : [] })}
              found={nonconforming}
            />
          )}
          {nonconforming !== null && nonconforming > 0 && <DefectLines />}
          <Form.Item name="photos" label={text.photos}>
            <PhotosInput />
          </Form.Item>
          <Form.Item name="note" label={text.note}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={noteMax ?? 500} />
          </Form.Item>
        </ServerForm>
      </div>
    </Panel>
  );
}
