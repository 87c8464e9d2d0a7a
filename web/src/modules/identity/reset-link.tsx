// A password link that an administrator hands over; made when it is asked for, shown once.
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { api, unwrap, type Member } from '@/kit/api';
import { CopyText } from '@/kit/copy';
import { useTexts } from '@/kit/i18n';
import { ErrorState, Loading } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

export type Handover = { member: Member };

function Link({ member }: { member: Member }) {
  const text = useTexts(texts);
  const format = useFormat();
  const reset = useQuery({
    queryKey: ['password-reset', member.id],
    queryFn: () =>
      unwrap(api.POST('/api/v1/members/{id}/password-reset', { params: { path: { id: member.id } } })),
    // One link per opening: never asked for again behind the person's back, never kept.
    staleTime: 'static',
    gcTime: 0,
    retry: false,
  });
  if (reset.isPending) return <Loading lines={2} />;
  if (reset.isError) return <ErrorState error={reset.error} />;
  const link = new URL(reset.data.link, location.origin).href;
  return (
    <div className="stack">
      <p>{text.resetLinkHint(format.instant(reset.data.expires_at))}</p>
      <CopyText value={link} label={text.resetLinkTitle(member.display_name)} />
    </div>
  );
}

export function ResetLink({ handover, onClose }: { handover: Handover | null; onClose: () => void }) {
  const text = useTexts(texts);
  return (
    <Modal
      title={handover ? text.resetLinkTitle(handover.member.display_name) : ''}
      open={handover !== null}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      {handover && <Link member={handover.member} />}
    </Modal>
  );
}
