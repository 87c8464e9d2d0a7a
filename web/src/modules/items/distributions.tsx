// Who has a revision, and giving it out.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { api, unwrap, type Distribution, type Revision } from '@/kit/api';
import { EnterprisePicker, ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, useListState, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { distributionTones } from './tones';

const path = '/api/v1/distributions';

export function Distributions({ revision }: { revision: Revision }) {
  const text = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const { label, choice } = useLabels('distribution');
  const mayGive = useCan()(permissions.releaseItems) && revision.status === 'released';
  const state = useListState([], 'id');
  const list = useList(path, { revision_id: revision.id });
  const [open, setOpen] = useState(false);
  const columns: Column<Distribution>[] = [
    {
      key: 'holder_id',
      title: text.holder,
      heading: true,
      render: (row) => <OrganisationName id={row.holder_id} />,
    },
    {
      key: 'status',
      title: text.status,
      render: (row) => (
        <Tag tone={distributionTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
      ),
    },
    {
      key: 'acknowledged_at',
      title: text.acknowledged,
      render: (row) => (
        <span className="number">
          {row.acknowledged_at ? `${row.acknowledged_by ?? ''} ${format.instant(row.acknowledged_at)}` : '—'}
        </span>
      ),
    },
    {
      key: 'tools',
      title: '',
      render: (row) => <RowActions path={path} entity="distribution" row={row} />,
    },
  ];
  return (
    <Panel
      title={text.distributions}
      hint={text.distributionsHint}
      action={mayGive && <Button onClick={() => setOpen(true)}>{text.distribute}</Button>}
    >
      <DataList
        rows={list.items}
        rowKey={(row) => row.id}
        columns={columns}
        pages={list}
        state={state}
        empty={{ title: text.noDistributions }}
      />
      <Drawer title={text.distribute} size={480} open={open} onClose={() => setOpen(false)} destroyOnHidden>
        <ServerForm
          initial={{}}
          fields={['holder_id']}
          submitLabel={text.distribute}
          send={async (values) => {
            await unwrap(
              api.POST('/api/v1/revisions/{id}/distributions', {
                params: { path: { id: revision.id } },
                body: { holder_id: String(values.holder_id) },
              }),
            );
            setOpen(false);
            void queries.invalidateQueries({ queryKey: [path] });
          }}
        >
          <Form.Item name="holder_id" label={label('holder_id')} rules={[{ required: true }]}>
            <EnterprisePicker />
          </Form.Item>
        </ServerForm>
      </Drawer>
    </Panel>
  );
}
