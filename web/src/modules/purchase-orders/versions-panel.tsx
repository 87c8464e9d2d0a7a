// What an order asked for at each version, and what differs from the one before.
import { readableDecimals } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './purchase-orders.css';
import { texts } from './texts';
import {
  useDifference,
  useVersions,
  type Change,
  type OrderVersion,
  type PurchaseOrder,
} from './use-purchase-orders';

function ChangeRow({ change, name }: { change: Change; name: string }) {
  const text = useTexts(texts);
  return (
    <tr>
      <td>{text.lineOf(String(change.position))}</td>
      <td>{change.before === null ? text.added : change.after === null ? text.gone : name}</td>
      <td>{change.before !== null && <del>{readableDecimals(change.before)}</del>}</td>
      <td>{change.after !== null && <ins>{readableDecimals(change.after)}</ins>}</td>
    </tr>
  );
}

function Version({ order, version }: { order: string; version: OrderVersion }) {
  const text = useTexts(texts);
  const format = useFormat();
  const difference = useDifference(order, version.number);
  return (
    <li>
      <strong>
        {text.versionOf(String(version.number))}
        {version.number === 1 && ` · ${text.firstVersion}`}
      </strong>
      <span className="faint">
        {format.instant(version.created_at)} · {version.made_by}
        {version.reason && ` · ${version.reason}`}
      </span>
      {difference.data && (
        <table className="po-changes">
          <tbody>
            {difference.data.changes.map((change) => (
              <ChangeRow
                key={`${change.position} ${change.field}`}
                change={change}
                name={text[`changed_${change.field}`]}
              />
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

export function VersionsPanel({ order }: { order: PurchaseOrder }) {
  const text = useTexts(texts);
  const versions = useVersions(order.id);
  if (!versions.data || versions.data.length < 2) return null;
  return (
    <Panel title={text.versions} hint={text.versionsHint}>
      <ol className="po-versions">
        {versions.data.map((version) => (
          <Version key={version.id} order={order.id} version={version} />
        ))}
      </ol>
    </Panel>
  );
}
