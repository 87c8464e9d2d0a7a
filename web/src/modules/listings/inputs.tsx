// Inputs that show pieces and yuan, and hold thousandths and millionths.
import { InputNumber, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchPage } from '@/kit/api';
import { OrganisationName } from '@/kit/organisation-name';
import { countOf, microOf, milliOf, yuanOf } from './figures';

type Amount = { id?: string; value?: number | null; onChange?: (value: number | null) => void };

export function QuantityInput({ id, value, onChange }: Amount) {
  return (
    <InputNumber<number>
      {...(id ? { id } : {})}
      className="full"
      min={0}
      controls={false}
      inputMode="decimal"
      value={typeof value === 'number' ? countOf(value) : null}
      onChange={(count) => onChange?.(count === null ? null : milliOf(count))}
    />
  );
}

export function PriceInput({ id, value, onChange }: Amount) {
  return (
    <InputNumber<number>
      {...(id ? { id } : {})}
      className="full"
      min={0}
      controls={false}
      inputMode="decimal"
      prefix="¥"
      value={typeof value === 'number' ? yuanOf(value) : null}
      onChange={(yuan) => onChange?.(yuan === null ? null : microOf(yuan))}
    />
  );
}

type Circle = { id?: string; value?: string[] | null; onChange?: (value: string[]) => void };

export function CircleInput({ id, value, onChange }: Circle) {
  const [words, setWords] = useState('');
  const found = useQuery({
    queryKey: ['/api/v1/enterprises', 'pick', words],
    queryFn: () => fetchPage('/api/v1/enterprises', { limit: 20, ...(words ? { q: words } : {}) }),
    placeholderData: (before) => before,
  });
  return (
    <Select<string[]>
      {...(id ? { id } : {})}
      mode="multiple"
      value={value ?? []}
      onChange={(chosen) => onChange?.(chosen)}
      showSearch={{ filterOption: false, onSearch: setWords }}
      labelRender={({ value: chosen }) => <OrganisationName id={String(chosen)} />}
      options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
