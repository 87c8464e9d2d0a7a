// What a rule tells its machine to do when its alarm is raised or cleared.
import { Form, InputNumber, Select } from 'antd';
import type { DeviceProfile } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { labelOf } from './command-text';
import { commandTexts } from './command-texts';
import { ParameterField } from './parameter-form';

type Side = 'raise' | 'clear';

// `method`: as chosen. A method that the profile does not know, set through the API, stays as it is.
function SideFields({
  side,
  method,
  profile,
  disabled,
}: {
  side: Side;
  method: string | undefined;
  profile: Profile;
  disabled: boolean;
}) {
  const text = useTexts(commandTexts);
  const { language } = useLanguage();
  const form = Form.useFormInstance();
  const known = profile?.commands ?? [];
  const chosen = known.find((one) => one.method === method);
  const options = known.map((one) => ({ value: one.method, label: labelOf(one, language) }));
  if (method && !chosen) options.push({ value: method, label: method });
  return (
    <>
      <Form.Item name={`${side}_command`} label={side === 'raise' ? text.whenRaised : text.whenCleared}>
        <Select
          allowClear
          disabled={disabled && !method}
          placeholder={text.nothing}
          options={options}
          onChange={() => form.setFieldValue(`${side}_parameters`, {})}
        />
      </Form.Item>
      {chosen?.parameters.map((parameter) => (
        <ParameterField key={parameter.name} parameter={parameter} under={`${side}_parameters`} required />
      ))}
    </>
  );
}
type Profile = DeviceProfile | undefined;

export function CommandFields({ profile }: { profile: Profile }) {
  const text = useTexts(commandTexts);
  const { label } = useLabels('alarm_rule');
  const raised = Form.useWatch('raise_command') as string | undefined;
  const cleared = Form.useWatch('clear_command') as string | undefined;
  const mayOperate = useCan()(permissions.operateTelemetry);
  return (
    <fieldset className="rule-commands">
      <legend>{text.ruleTitle}</legend>
      {!mayOperate && <p className="faint">{text.ruleNeedsOperate}</p>}
      <SideFields side="raise" method={raised} profile={profile} disabled={!mayOperate} />
      <SideFields side="clear" method={cleared} profile={profile} disabled={!mayOperate} />
      {(raised ?? cleared) && (
        <>
          <Form.Item name="command_pause_s" label={text.pause} extra={text.ruleHint}>
            <InputNumber min={10} className="full" placeholder="60" />
          </Form.Item>
          <Form.Item name="command_expires_in_s" label={label('command_expires_in_s')}>
            <InputNumber min={5} className="full" placeholder="60" />
          </Form.Item>
        </>
      )}
    </fieldset>
  );
}
