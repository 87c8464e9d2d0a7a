// The disputes and notes of an escrow, with what each side may answer.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { api, asProblem, unwrap, type Escrow, type EscrowNote } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useEntityMeta, useLabels } from '@/kit/meta';
import { labelIn, useLanguage } from '@/kit/i18n';
import { Panel, Tag, useProblemTitle, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { Fen } from './amount';
import { DisputeDecision } from './dispute-decision';
import { DisputeMoves } from './dispute-moves';
import { awaitsDecision, isUndecided } from './dispute-states';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

const tones: Record<string, Tone | 'plain'> = {
  open: 'warning',
  negotiation: 'warning',
  arbitration: 'warning',
  decided: 'info',
  appealed: 'warning',
  executed: 'good',
  proposed: 'warning',
  agreed: 'info',
  contested: 'bad',
  withdrawn: 'plain',
  settled: 'good',
};

export function DisputesOf({ escrow }: { escrow: Escrow }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { choice } = useLabels('escrow_dispute');
  const arbitrates = useCan()(permissions.arbitrateEscrow);
  const disputes = useQuery({
    queryKey: ['/api/v1/escrows', escrow.id, 'disputes'],
    queryFn: () => unwrap(api.GET('/api/v1/escrows/{id}/disputes', { params: { path: { id: escrow.id } } })),
  });
  const items = disputes.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={text.disputes}>
      <ol className="transfer-lines">
        {items.map((one) => (
          <li key={one.id}>
            <span className="transfer-way">{one.reason}</span>
            <span className="transfer-about">
              <Tag tone={tones[one.status] ?? 'plain'}>{choice('status', one.status)}</Tag>
              {awaitsDecision(one) && arbitrates && <DisputeDecision dispute={one} />}
              <DisputeMoves dispute={one} />
              {isUndecided(one) && one.proposed_to_supplier != null && (
                <>
                  {words.pair(text.proposed, text.supplier)} <Fen value={one.proposed_to_supplier} />
                </>
              )}
              {one.to_supplier != null && (
                <>
                  {text.supplier} <Fen value={one.to_supplier} /> · {text.buyer} <Fen value={one.to_buyer} />
                </>
              )}
            </span>
            {one.buyer_statement && <p className="faint">{words.pair(text.buyer, one.buyer_statement)}</p>}
            {one.supplier_statement && (
              <p className="faint">{words.pair(text.supplier, one.supplier_statement)}</p>
            )}
            {one.is_deemed && <p className="faint">{text.deemed}</p>}
            <Fen value={one.amount} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function NoteActions({ note }: { note: EscrowNote }) {
  const queries = useQueryClient();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const known = useEntityMeta('escrow_note')?.state_table?.actions ?? [];
  const act = async (action: string) => {
    try {
      await unwrap(
        api.POST('/api/v1/escrow-notes/{id}/actions', {
          params: { path: { id: note.id } },
          body: { action },
        }),
      );
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: ['/api/v1/escrows'] });
  };
  return (
    <>
      {note.actions.map((name) => {
        const action = known.find((entry) => entry.name === name);
        return (
          <Button key={name} size="small" onClick={() => void act(name)}>
            {action ? labelIn(action.label, language) : name}
          </Button>
        );
      })}
    </>
  );
}

export function NotesOf({ escrow }: { escrow: Escrow }) {
  const text = useTexts(texts);
  const { choice } = useLabels('escrow_note');
  const notes = useQuery({
    queryKey: ['/api/v1/escrows', escrow.id, 'notes'],
    queryFn: () => unwrap(api.GET('/api/v1/escrows/{id}/notes', { params: { path: { id: escrow.id } } })),
  });
  const items = notes.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={text.notes}>
      <ol className="transfer-lines">
        {items.map((note) => (
          <li key={note.id}>
            <span className="transfer-way">
              <strong>{choice('kind', note.kind)}</strong> {note.reason}
            </span>
            <span className="transfer-about">
              <Tag tone={tones[note.status] ?? 'plain'}>{choice('status', note.status)}</Tag>
              <NoteActions note={note} />
            </span>
            <Fen value={note.amount} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
