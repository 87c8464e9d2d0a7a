// The bill of materials of a revision.
import { InputNumber } from 'antd';
import { Link } from 'react-router';
import type { BomLine, Revision } from '@/kit/api';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { ImportDrawer, type Column } from '@/kit/list';
import { useEntityMeta, useLabels } from '@/kit/meta';
import { ItemPicker, useItem } from '@/kit/form/item-picker';
import { unitIn } from '@/kit/units';
import { Part } from './part';
import { texts } from './texts';

// Thousandths inside, the unit on the screen.
function MilliInput(props: {
  value?: number | null;
  onChange?: (value: number | null) => void;
  id?: string;
}) {
  return (
    <InputNumber
      {...(props.id ? { id: props.id } : {})}
      className="full"
      min={0}
      precision={3}
      controls={false}
      value={props.value === null || props.value === undefined ? null : props.value / 1000}
      onChange={(value) => props.onChange?.(value === null ? null : Math.round(value * 1000))}
    />
  );
}

function Component({ id, part }: { id: string; part: 'name' | 'unit' }) {
  const { language } = useLanguage();
  const item = useItem(id);
  if (!item) return <>{part === 'name' ? id : ''}</>;
  if (part === 'unit') return <>{unitIn(language, item.unit)}</>;
  return (
    <>
      <Link to={`/items/${id}`}>{nameIn(language, item.name, item.name_en)}</Link>
      <span className="sub number">{item.number}</span>
    </>
  );
}

export function Bom({ revision, mayEdit }: { revision: Revision; mayEdit: boolean }) {
  const text = useTexts(texts);
  const { label } = useLabels('bom_line');
  const row = useEntityMeta('bom_row');
  const columns: Column<BomLine>[] = [
    { key: 'position', title: label('position'), sort: 'position', render: (line) => line.position },
    {
      key: 'component_id',
      title: text.component,
      heading: true,
      render: (line) => <Component id={line.component_id} part="name" />,
    },
    {
      key: 'quantity',
      title: text.quantity,
      align: 'end',
      render: (line) => (
        <span className="number">
          {line.quantity / 1000} <Component id={line.component_id} part="unit" />
        </span>
      ),
    },
    {
      key: 'scrap_millionths',
      title: text.scrap,
      align: 'end',
      render: (line) => <span className="number">{line.scrap_millionths / 10_000}%</span>,
    },
  ];
  return (
    <Part
      path="/api/v1/bom-lines"
      entity="bom_line"
      mayEdit={mayEdit}
      title={text.bom}
      hint={text.bomHint}
      addLabel={text.addLine}
      empty={{ title: text.noLines, text: text.noLinesHint }}
      fixed={{ revision_id: revision.id }}
      sort="position"
      given={{ revision_id: revision.id }}
      groups={[{ fields: ['position', 'component_id', 'quantity', 'scrap_millionths', 'note'] }]}
      inputs={{ component_id: <ItemPicker />, quantity: <MilliInput /> }}
      columns={columns}
      titleOf={(line) => String(line.position)}
      tools={
        mayEdit && row && <ImportDrawer path={`/api/v1/revisions/${revision.id}/bom-lines`} entity={row} />
      }
    />
  );
}
