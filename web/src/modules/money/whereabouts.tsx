// Where an escrow's money is now, as a picture: a bar of the whole, and each place with its amount.
import { Link } from 'react-router';
import type { EscrowWhereabouts } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Fen } from './amount';
import { placeNames } from './place-names';
import { texts } from './texts';

type PlaceName = keyof typeof placeNames;
type At = { place: PlaceName; amount: number; account: string | undefined };

const sides: { title: 'atBuyer' | 'inCustody' | 'atSupplier'; places: PlaceName[] }[] = [
  { title: 'atBuyer', places: ['on_hold', 'to_buyer'] },
  { title: 'inCustody', places: ['in_escrow', 'in_deposit', 'frozen', 'in_retention', 'with_tasks'] },
  { title: 'atSupplier', places: ['to_supplier', 'to_commission'] },
];

function Place({ at }: { at: At }) {
  const { language } = useLanguage();
  const name = placeNames[at.place][language];
  return (
    <div className={`money-place place-${at.place} ${at.amount === 0 ? 'money-place-empty' : ''}`}>
      <span>{at.account ? <Link to={`/accounts/${at.account}`}>{name}</Link> : name}</span>
      <Fen value={at.amount} />
    </div>
  );
}

export function Whereabouts({ money, buys }: { money: EscrowWhereabouts; buys: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const all = new Map<PlaceName, At>();
  for (const one of money.places) {
    const place = one.place;
    all.set(place, {
      place,
      amount: one.amount,
      account: buys ? (one.account_id ?? undefined) : undefined,
    });
  }
  const shown = (places: PlaceName[]) => places.map((name) => all.get(name)).filter((at) => at !== undefined);
  const sum = [...all.values()].reduce((total, at) => total + at.amount, 0);
  return (
    <>
      <div className="money-bar" aria-hidden="true">
        {[...all.values()]
          .filter((at) => at.amount > 0)
          .map((at) => (
            <span
              key={at.place}
              className={`money-part place-${at.place}`}
              title={placeNames[at.place][language]}
              style={{ width: `${(100 * at.amount) / Math.max(sum, 1)}%` }}
            />
          ))}
      </div>
      <div className="money-map">
        {sides.map(({ title, places }) => (
          <section key={title} className="money-side">
            <h3>{text[title]}</h3>
            {shown(places)
              // Below 0: the supplier has put in of his own.
              .filter((at, _, list) => at.amount !== 0 || list.every((one) => one.amount === 0))
              .map((at) => (
                <Place key={at.place} at={at} />
              ))}
          </section>
        ))}
      </div>
    </>
  );
}
