// An enterprise of the directory, found by words.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { fetchPage, fetchRow } from '../api';
import { nameIn, useLanguage, useTexts } from '../i18n';
import { common } from '../texts/common';

type Props = { id?: string; value?: string; onChange?: (value: string) => void };

export function EnterprisePicker({ id, value, onChange }: Props) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const [words, setWords] = useState('');
  const found = useQuery({
    queryKey: ['/api/v1/enterprises', 'pick', words],
    queryFn: () => fetchPage('/api/v1/enterprises', { limit: 20, ...(words ? { q: words } : {}) }),
    placeholderData: (before) => before,
  });
  const listed = found.data?.items ?? [];
  // Who was chosen before need not be among the first of the directory.
  const chosen = useQuery({
    queryKey: ['/api/v1/enterprises', value],
    queryFn: () => fetchRow('/api/v1/enterprises', value ?? ''),
    staleTime: 300_000,
    retry: false,
    enabled: Boolean(value) && found.isSuccess && !listed.some((one) => one.id === value),
  }).data;
  const options = (chosen ? [chosen, ...listed] : listed).map((one) => ({
    value: one.id,
    label: nameIn(language, one.name, one.name_en),
    // The name on its papers, below the one in the language of the page.
    other: one.name,
  }));
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      labelRender={({ label }) => label ?? '…'}
      {...(onChange ? { onChange } : {})}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={text.choose}
      options={options}
      optionRender={({ label, data }) => (
        <span className="option">
          {label}
          {data.other !== label && <span className="sub faint">{data.other}</span>}
        </span>
      )}
    />
  );
}
