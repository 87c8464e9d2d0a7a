// Taking the second step off a member who has lost the phone: asked first, told afterwards.
import { App, Button } from 'antd';
import { api, asProblem, unwrap, type Member } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useProblemTitle } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

export function SecondStepRemoval({ member }: { member: Member }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { modal, message } = App.useApp();
  const titleOf = useProblemTitle();
  const ask = () =>
    void modal.confirm({
      title: text.memberSecondStopAsk(member.display_name),
      content: text.memberSecondStopHint,
      okText: text.memberSecondStop,
      cancelText: words.cancel,
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await unwrap(
            api.DELETE('/api/v1/members/{id}/second-factor', { params: { path: { id: member.id } } }),
          );
          void message.success(text.memberSecondStopDone);
        } catch (error) {
          void message.error(titleOf(asProblem(error)));
        }
      },
    });
  return (
    <Button danger onClick={ask}>
      {text.memberSecondStop}
    </Button>
  );
}
