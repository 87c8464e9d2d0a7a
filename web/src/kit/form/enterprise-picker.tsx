// An enterprise of the directory, found by words.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { fetchPage } from '../api';
import { useTexts } from '../i18n';
import { common } from '../texts/common';

type Props = { id?: string; value?: string; onChange?: (value: string) => void };

export function EnterprisePicker({ id, value, onChange }: Props) {
  const text = useTexts(common);
  const [words, setWords] = useState('');
  const found = useQuery({
    queryKey: ['/api/v1/enterprises', 'pick', words],
    queryFn: () => fetchPage('/api/v1/enterprises', { limit: 20, ...(words ? { q: words } : {}) }),
    placeholderData: (before) => before,
  });
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      {...(onChange ? { onChange } : {})}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={text.choose}
      options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
