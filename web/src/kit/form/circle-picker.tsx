// One of the circles that one leads.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { fetchPage } from '../api';
import { useTexts } from '../i18n';
import { common } from '../texts/common';

type Props = { id?: string; value?: string | null; onChange?: (value: string | null) => void };

const path = '/api/v1/circles';
// The server's bound of one organisation.
const circlesMax = 50;

export function CirclePicker({ id, value, onChange }: Props) {
  const text = useTexts(common);
  const circles = useQuery({
    queryKey: [path, 'pick'],
    queryFn: async () => (await fetchPage(path, { limit: circlesMax })).items,
  });
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? null)}
      allowClear
      placeholder={text.choose}
      options={(circles.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
