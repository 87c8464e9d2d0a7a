// The editor of a screen: panels are dragged and sized on the grid, set up beside it, and saved as a whole.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { getCompactor, GridLayout, useContainerWidth, type Layout } from 'react-grid-layout';
import { Link, useNavigate, useParams } from 'react-router';
import { asProblem, changeRow, removeRow, type Screen, type ScreenPanel } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Loading, Notice, PageFrame, Panel, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import '../telemetry.css';
import { PanelForm } from './panel-form';
import { PanelView } from './panel-view';
import { ScreenGrid } from './screen-grid';
import { columns, devicesOf, fits, freePlace, panelsMax, rows, usualSize } from './screen-layout';
import './editor.css';
import './screens.css';
import { screenTexts } from './screen-texts';
import { screensPath, useFollowed, useScreen } from './use-screen';

const margin = 8;
const kinds = Object.keys(usualSize) as ScreenPanel['kind'][];
// Free places, no pushing: what is dropped on another panel goes back.
const compactor = getCompactor(null, false, true);
const changedCode = 'request.changed_meanwhile';

type Keyed = { key: string; panel: ScreenPanel };
let lastKey = 0;
const keyed = (panel: ScreenPanel): Keyed => ({ key: String((lastKey += 1)), panel });

function Canvas({ panels, chosen, onChoose, onPlace }: CanvasProps) {
  const { choice } = useLabels('screen_panel');
  const { width, containerRef, mounted } = useContainerWidth();
  const rowHeight = (width * 9) / 16 / rows - margin;
  const placed = (layout: Layout) => {
    for (const item of layout) {
      const one = panels.find(({ key }) => key === item.i)?.panel;
      if (!one) continue;
      const place = { column: item.x, row: item.y, width: item.w, height: item.h };
      const isOther =
        one.column !== item.x || one.row !== item.y || one.width !== item.w || one.height !== item.h;
      if (isOther) onPlace(item.i, place);
    }
  };
  return (
    <div ref={containerRef} className="screen-canvas screen-dark">
      {mounted && rowHeight > 0 && (
        <GridLayout
          width={width}
          layout={panels.map(({ key, panel }) => ({
            i: key,
            x: panel.column,
            y: panel.row,
            w: panel.width,
            h: panel.height,
          }))}
          gridConfig={{
            cols: columns,
            rowHeight,
            maxRows: rows,
            margin: [margin, margin],
            containerPadding: [margin, margin],
          }}
          dragConfig={{ enabled: true, bounded: true, threshold: 3 }}
          resizeConfig={{ enabled: true, handles: ['se'] }}
          compactor={compactor}
          autoSize={false}
          onLayoutChange={placed}
        >
          {panels.map(({ key, panel }) => (
            <div
              key={key}
              role="button"
              tabIndex={0}
              aria-pressed={key === chosen}
              className={key === chosen ? 'screen-item screen-item-chosen' : 'screen-item'}
              onMouseDown={() => onChoose(key)}
              onTouchStart={() => onChoose(key)}
              onFocus={() => onChoose(key)}
            >
              <PanelView panel={panel} kindLabel={choice('kind', panel.kind)} />
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}
type Placed = Pick<ScreenPanel, 'column' | 'row' | 'width' | 'height'>;
type CanvasProps = {
  panels: readonly Keyed[];
  chosen: string | null;
  onChoose: (key: string) => void;
  onPlace: (key: string, place: Placed) => void;
};

function Editor({ screen }: { screen: Screen }) {
  const text = useTexts(screenTexts);
  const words = useTexts(common);
  const { label, choice } = useLabels('screen_panel');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const [panels, setPanels] = useState<Keyed[]>(() => screen.panels.map(keyed));
  const [name, setName] = useState(screen.name);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isDirty, setDirty] = useState(false);
  const [isBehind, setBehind] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useFollowed(devicesOf(panels.map(({ panel }) => panel)));
  const change = (next: Keyed[]) => {
    setPanels(next);
    setDirty(true);
  };
  const set = (key: string, changes: Partial<ScreenPanel>) =>
    change(panels.map((one) => (one.key === key ? { key, panel: { ...one.panel, ...changes } } : one)));
  const othersOf = (key: string) => panels.filter((one) => one.key !== key).map(({ panel }) => panel);
  const place = (key: string, next: Placed) => {
    if (fits(next, othersOf(key))) set(key, next);
  };
  const add = (kind: ScreenPanel['kind']) => {
    const free = freePlace(
      panels.map(({ panel }) => panel),
      ...usualSize[kind],
    );
    if (!free) return void message.warning(text.full);
    const made = keyed({
      kind,
      ...free,
      title: null,
      device_id: null,
      point: null,
      minutes: 60,
      text: kind === 'text' ? name : null,
    });
    change([...panels, made]);
    setChosen(made.key);
  };
  const save = async () => {
    setBusy(true);
    try {
      const saved = await changeRow(screensPath, screen, { name, panels: panels.map(({ panel }) => panel) });
      queries.setQueryData([screensPath, screen.id], saved);
      await queries.invalidateQueries({ queryKey: [screensPath] });
      setDirty(false);
      void message.success(text.saved);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === changedCode) setBehind(true);
      else void message.error(titleOf(problem));
    }
    setBusy(false);
  };
  const remove = () =>
    void modal.confirm({
      title: text.remove,
      content: screen.name,
      okText: words.remove,
      okButtonProps: { danger: true },
      cancelText: words.cancel,
      onOk: async () => {
        try {
          await removeRow(screensPath, screen);
          await queries.invalidateQueries({ queryKey: [screensPath] });
          await navigate('/screens');
        } catch (error) {
          void message.error(titleOf(asProblem(error)));
        }
      },
    });
  const one = panels.find(({ key }) => key === chosen);
  return (
    <>
      {isBehind && (
        <Notice tone="warning">
          {text.changedMeanwhile}{' '}
          <Button
            size="small"
            onClick={() => void queries.resetQueries({ queryKey: [screensPath, screen.id] })}
          >
            {text.reload}
          </Button>
        </Notice>
      )}
      <div className="screen-tools">
        <Input
          className="screen-name"
          aria-label={label('title')}
          value={name}
          maxLength={60}
          onChange={(event) => {
            setName(event.target.value);
            setDirty(true);
          }}
        />
        <Dropdown
          trigger={['click']}
          disabled={panels.length >= panelsMax}
          menu={{
            items: kinds.map((kind) => ({ key: kind, label: choice('kind', kind) })),
            onClick: ({ key }) => add(key as ScreenPanel['kind']),
          }}
        >
          <Button>{text.addPanel}</Button>
        </Dropdown>
        <Button type="primary" loading={isBusy} disabled={!isDirty || isBehind} onClick={() => void save()}>
          {text.save}
        </Button>
        {isDirty && <span className="faint">{text.unsaved}</span>}
        <Button type="text" danger className="screen-remove" onClick={remove}>
          {text.remove}
        </Button>
      </div>
      <p className="faint screen-hint">{panels.length === 0 ? text.noPanels : text.drag}</p>
      <Canvas panels={panels} chosen={chosen} onChoose={setChosen} onPlace={place} />
      <Panel title={text.settings}>
        {one ? (
          <PanelForm
            key={one.key}
            panel={one.panel}
            onChange={(panel) => set(one.key, panel)}
            onMove={(across, down) =>
              place(one.key, { ...one.panel, column: one.panel.column + across, row: one.panel.row + down })
            }
            onSize={(across, down) =>
              place(one.key, {
                ...one.panel,
                width: one.panel.width + across,
                height: one.panel.height + down,
              })
            }
            onDrop={() => {
              change(panels.filter(({ key }) => key !== one.key));
              setChosen(null);
            }}
          />
        ) : (
          <p className="faint">{text.choosePanel}</p>
        )}
      </Panel>
    </>
  );
}

export function Component() {
  const text = useTexts(screenTexts);
  const navigate = useNavigate();
  const mayEdit = useCan()(permissions.editTelemetry);
  const id = useParams().id ?? '';
  const screen = useScreen(id);
  if (screen.isError) return <ErrorState error={screen.error} onRetry={() => void screen.refetch()} />;
  if (!screen.data) return <Loading lines={8} />;
  return (
    <PageFrame
      title={screen.data.name}
      back={<Link to="/screens">{text.back}</Link>}
      action={
        <Button size="large" onClick={() => void navigate(`/screens/${id}/wall`)}>
          {text.fullScreen}
        </Button>
      }
    >
      {mayEdit && <Editor key={screen.data.version} screen={screen.data} />}
      {!mayEdit && screen.data.panels.length === 0 && <EmptyState title={text.noScreens} />}
      {!mayEdit && screen.data.panels.length > 0 && (
        <div className="screen-canvas screen-dark">
          <ScreenGrid panels={screen.data.panels} />
        </div>
      )}
    </PageFrame>
  );
}
