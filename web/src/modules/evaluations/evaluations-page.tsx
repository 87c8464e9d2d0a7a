// A buyer's evaluations of suppliers: the list, the formula, appeals, exemptions.
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { PageFrame } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { EvaluateForm } from './evaluate-form';
import { AppealCard, EvaluationCard } from './evaluation-cards';
import { ExemptionsPanel } from './exemptions-panel';
import { FormulaPanel } from './formula-panel';
import { texts } from './texts';
import { evaluationsPath, receivedAppealsPath } from './use-evaluations';

const tabs = ['list', 'formula', 'appeals', 'exemptions'] as const;
type Tab = (typeof tabs)[number];

function Evaluations() {
  const text = useTexts(texts);
  const list = useList(evaluationsPath, { sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.none, text: text.noneHint }}
      cards={list.items.map((row) => (
        <EvaluationCard key={row.id} row={row} />
      ))}
    />
  );
}

function Appeals() {
  const text = useTexts(texts);
  const list = useList(receivedAppealsPath, { sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noAppeals, text: text.noAppealsHint }}
      cards={list.items.map((row) => (
        <AppealCard key={row.id} row={row} />
      ))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [isEvaluating, setEvaluating] = useState(false);
  const tab: Tab = tabs.find((one) => one === params.get('tab')) ?? 'list';
  const evaluate = useCan()(permissions.evaluateSuppliers) && (
    <Button type="primary" size="large" onClick={() => setEvaluating(true)}>
      {text.evaluate}
    </Button>
  );
  return (
    <PageFrame title={text.evaluations} hint={text.evaluationsHint} action={evaluate}>
      <CardTabs
        label={text.evaluations}
        chosen={tab}
        onChoose={(one) => setParams(one === 'list' ? {} : { tab: one })}
        tabs={tabs.map((one) => [one, text[`tab_${one}`]])}
      />
      {tab === 'list' && <Evaluations />}
      {tab === 'formula' && <FormulaPanel />}
      {tab === 'appeals' && <Appeals />}
      {tab === 'exemptions' && <ExemptionsPanel />}
      <Drawer
        title={text.evaluate}
        size={480}
        open={isEvaluating}
        onClose={() => setEvaluating(false)}
        destroyOnHidden
      >
        <EvaluateForm
          onDone={(id) => {
            setEvaluating(false);
            if (id) void navigate(`/evaluations/${id}`);
          }}
        />
      </Drawer>
    </PageFrame>
  );
}
