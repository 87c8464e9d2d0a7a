// A device's token, shown once: as text and as a QR label to stick to the machine's controller.
import { useTexts } from '@/kit/i18n';
import { QrCode } from '@/kit/scan/qr-code';
import { SecretOnce } from '@/kit/secret-once';
import { texts } from './texts';

export function TokenOnce({
  token,
  name,
  onClose,
}: {
  token: string | null;
  name: string;
  onClose: () => void;
}) {
  const text = useTexts(texts);
  return (
    <SecretOnce
      secret={token}
      title={text.tokenTitle}
      hint={text.tokenHint}
      label={text.token}
      done={text.tokenDone}
      onClose={onClose}
    >
      {token && (
        <figure className="token-label">
          <QrCode text={token} label={text.tokenOf(name)} />
          <figcaption>{name}</figcaption>
        </figure>
      )}
    </SecretOnce>
  );
}
