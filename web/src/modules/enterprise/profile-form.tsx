// The master data of the own enterprise. Doubts about the company code are shown and refuse nothing.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import type { Enterprise } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { sessionKey } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

export function ProfileForm({ enterprise }: { enterprise: Enterprise }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [warnings, setWarnings] = useState(enterprise.warnings);
  const remarks = Object.fromEntries(
    warnings.map((warning) => [
      warning.field,
      <span key={warning.field} className="remark">
        {warning.text}
      </span>,
    ]),
  );
  const saved = (row: Enterprise) => {
    setWarnings(row.warnings);
    queries.setQueryData(['/api/v1/enterprises', row.id], row);
    void queries.invalidateQueries({ queryKey: ['/api/v1/enterprises'] });
    void queries.invalidateQueries({ queryKey: sessionKey });
    void message.success(words.saved);
  };
  return (
    <EntityForm
      path="/api/v1/enterprises"
      entity="enterprise"
      row={enterprise}
      remarks={remarks}
      onSaved={saved}
      groups={[
        {
          title: text.groupName,
          fields: ['name', 'name_en', 'company_code', 'industry_code', 'founded_on'],
          wide: ['name'],
        },
        {
          title: text.groupPlace,
          fields: ['address', 'region_code', 'longitude', 'latitude'],
          wide: ['address'],
        },
        { title: text.groupSize, fields: ['employees', 'registered_capital_fen'] },
        { title: text.groupReach, fields: ['phone', 'email', 'website', 'description'] },
      ]}
    />
  );
}
