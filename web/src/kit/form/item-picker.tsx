// An item of the own organisation, found by words.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { fetchPage, fetchRow } from '../api';
import { nameIn, useLanguage, useTexts } from '../i18n';
import { common } from '../texts/common';

type Props = { id?: string; value?: string; onChange?: (value: string) => void };

export function useItem(id: string | undefined) {
  return useQuery({
    queryKey: ['/api/v1/items', id],
    queryFn: () => fetchRow('/api/v1/items', id ?? ''),
    enabled: Boolean(id),
    staleTime: 60_000,
  }).data;
}

export function ItemPicker({ id, value, onChange }: Props) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const [words, setWords] = useState('');
  const chosen = useItem(value);
  const found = useQuery({
    queryKey: ['/api/v1/items', 'pick', words],
    queryFn: () => fetchPage('/api/v1/items', { limit: 20, ...(words ? { q: words } : {}) }),
    placeholderData: (before) => before,
  });
  const rows = [...(found.data?.items ?? [])];
  if (chosen && !rows.some((row) => row.id === chosen.id)) rows.unshift(chosen);
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      {...(onChange ? { onChange } : {})}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={text.choose}
      options={rows.map((row) => ({
        value: row.id,
        label: `${row.number} ${nameIn(language, row.name, row.name_en)}`,
      }))}
    />
  );
}
