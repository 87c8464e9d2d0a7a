// Choosing a region (GB/T 2260) or an industry (GB/T 4754): the server searches, by name or code.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { fetchPage, type ReferenceCode } from '../api';
import { useLanguage, useTexts, type Language } from '../i18n';
import { useSettled } from '../settled';
import { common } from '../texts/common';

type Path = '/api/v1/regions' | '/api/v1/industries';
type Props = {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  placeholder?: string;
  className?: string;
  label?: string;
};

const typingPauseMs = 250;
const found = 30;

export function entryName(entry: ReferenceCode, language: Language): string {
  return language === 'en' && entry.name_en ? entry.name_en : entry.name;
}

// The entry of a code, for showing what is stored.
export function useReference(path: Path, code: string | null | undefined): ReferenceCode | undefined {
  const entry = useQuery({
    queryKey: [path, 'code', code],
    queryFn: async () => {
      const page = await fetchPage(path, { code: code ?? '' });
      return page.items[0] ?? null;
    },
    enabled: Boolean(code),
    staleTime: 'static',
  });
  return entry.data ?? undefined;
}

export function ReferenceName({ path, code }: { path: Path; code: string | null | undefined }) {
  const { language } = useLanguage();
  const entry = useReference(path, code);
  if (!code) return null;
  return <>{entry ? entryName(entry, language) : code}</>;
}

function Option({ entry }: { entry: ReferenceCode | undefined }) {
  const { language } = useLanguage();
  if (!entry) return null;
  return (
    <span className="option">
      <span>
        {entryName(entry, language)} <span className="faint number">{entry.code}</span>
      </span>
      <span className="sub faint">{entry.path_name}</span>
    </span>
  );
}

function ReferencePicker({
  path,
  value,
  onChange,
  id,
  placeholder,
  className,
  label,
}: Props & { path: Path }) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useSettled(typed.trim(), typingPauseMs);
  const chosen = useReference(path, value);
  const list = useQuery({
    queryKey: [path, 'search', q],
    queryFn: () => fetchPage(path, { q: q || undefined, limit: found }),
    enabled: open,
    staleTime: 'static',
  });
  const entries: ReferenceCode[] = list.data?.items ?? [];
  const shown =
    chosen && !entries.some((entry) => entry.code === chosen.code) ? [chosen, ...entries] : entries;
  const options = shown.map((entry) => ({
    value: entry.code,
    label: entryName(entry, language),
    code: entry.code,
  }));
  return (
    <Select<string>
      id={id}
      className={className}
      aria-label={label}
      allowClear
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      value={value ?? undefined}
      placeholder={placeholder ?? text.typeToSearch}
      onChange={(code: string | undefined) => onChange?.(code ?? null)}
      onOpenChange={setOpen}
      loading={open && list.isFetching}
      notFoundContent={list.isFetching ? text.loading : text.nothingFound}
      options={options}
      optionRender={({ value: code }) => <Option entry={shown.find((entry) => entry.code === code)} />}
    />
  );
}

export function RegionPicker(props: Props) {
  return <ReferencePicker path="/api/v1/regions" {...props} />;
}

export function IndustryPicker(props: Props) {
  return <ReferencePicker path="/api/v1/industries" {...props} />;
}
