// The rules of an organisation, and the form in which one is tried on the past before it is enabled.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { AlarmRule } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
import { Tag } from '@/kit/page';
import { ReferenceTitle } from '@/kit/reference-title';
import { common } from '@/kit/texts/common';
import { AlarmRuleForm } from './alarm-rule-form';
import { conditionText } from './condition-text';
import { texts } from './texts';
import { rulesPath, useProfiles } from './use-telemetry';

export function AlarmRules({ mayEdit }: { mayEdit: boolean }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { choice, label } = useLabels('alarm_rule');
  const profiles = useProfiles();
  const profileName = (name: string | null | undefined) => {
    const found = profiles?.find((one) => one.name === name);
    return found ? (language === 'zh' ? found.label_zh : found.label_en) : name;
  };
  const columns: Column<AlarmRule>[] = [
    {
      key: 'name',
      fields: ['name', 'device_id', 'profile'],
      title: label('name'),
      heading: true,
      render: (row) => (
        <>
          {row.name}
          <span className="sub">
            {row.device_id ? (
              <ReferenceTitle reference="device" id={row.device_id} />
            ) : (
              text.everyDevice(profileName(row.profile) ?? '')
            )}
          </span>
        </>
      ),
    },
    {
      key: 'kind',
      fields: ['kind', 'point', 'threshold', 'expression'],
      title: label('kind'),
      render: (row) => conditionText(row, choice('kind', row.kind), profiles ?? [], language),
    },
    { key: 'severity', title: label('severity'), render: (row) => choice('severity', row.severity) },
    {
      key: 'is_enabled',
      title: label('is_enabled'),
      render: (row) => (
        <Tag tone={row.is_enabled ? 'good' : 'plain'}>{row.is_enabled ? text.ruleOn : text.ruleOff}</Tag>
      ),
    },
  ];
  return (
    <ListWithDrawer
      path={rulesPath}
      entity="alarm_rule"
      columns={columns}
      mayEdit={mayEdit}
      sortDefault="name"
      addLabel={text.addRule}
      empty={{ title: text.noRules, text: text.noRulesHint }}
      titleOf={(row) => row.name}
      drawerTitle={(row) => row?.name ?? text.addRule}
      drawerSize={620}
      form={(row, close) => (
        <AlarmRuleForm
          {...(row ? { rule: row } : {})}
          onSaved={() => {
            void message.success(words.saved);
            close();
            void queries.invalidateQueries({ queryKey: [rulesPath] });
          }}
        />
      )}
    >
      {({ add, list }) => (
        <>
          <header className="panel-head">
            <p className="panel-hint">{text.rulesHint}</p>
            {add}
          </header>
          {list}
        </>
      )}
    </ListWithDrawer>
  );
}
