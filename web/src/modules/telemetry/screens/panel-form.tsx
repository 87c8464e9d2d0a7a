// How one panel is set up: what it shows, of which device and point, and where it stands.
import { ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import type { ScreenPanel } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { useFloor } from '../use-telemetry';
import { looksBack, needsDevice, needsPoint } from './screen-layout';
import { screenTexts } from './screen-texts';
import './editor.css';
import './screens.css';
import { useShownValues } from './use-screen';

type Props = {
  panel: ScreenPanel;
  onChange: (panel: ScreenPanel) => void;
  onMove: (columns: number, rows: number) => void;
  onSize: (columns: number, rows: number) => void;
  onDrop: () => void;
};

const minutesMin = 5;
const minutesMax = 7 * 24 * 60;

export function PanelForm({ panel, onChange, onMove, onSize, onDrop }: Props) {
  const text = useTexts(screenTexts);
  const { label, choice } = useLabels('screen_panel');
  const devices = useFloor().data?.devices ?? [];
  const values = useShownValues(panel.device_id ?? undefined) ?? [];
  const points = values.filter(
    ({ value, kind }) => panel.kind === 'value' || (value !== null && kind !== 'state'),
  );
  const change = (changes: Partial<ScreenPanel>) => onChange({ ...panel, ...changes });
  return (
    <div className="panel-form">
      <strong>{choice('kind', panel.kind)}</strong>
      {needsDevice(panel.kind) && (
        <label>
          <span>{label('device_id')}</span>
          <Select
            aria-label={label('device_id')}
            placeholder={text.chooseDevice}
            {...(panel.device_id ? { value: panel.device_id } : {})}
            showSearch={{ optionFilterProp: 'label' }}
            options={devices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string) => change({ device_id: id, point: null })}
          />
        </label>
      )}
      {needsPoint(panel.kind) && (
        <label>
          <span>{label('point')}</span>
          <Select
            aria-label={label('point')}
            placeholder={text.choosePoint}
            disabled={!panel.device_id}
            {...(panel.point ? { value: panel.point } : {})}
            options={points.map((one) => ({
              value: one.point,
              label: one.unit ? `${one.label} (${one.unit})` : one.label,
            }))}
            onChange={(point: string) => change({ point })}
          />
        </label>
      )}
      {panel.kind === 'text' && (
        <label>
          <span>{label('text')}</span>
          <Input.TextArea
            value={panel.text ?? ''}
            maxLength={500}
            autoSize={{ minRows: 2 }}
            onChange={(event) => change({ text: event.target.value })}
          />
        </label>
      )}
      {looksBack(panel.kind) && (
        <label>
          <span>{label('minutes')}</span>
          <InputNumber
            className="full"
            aria-label={label('minutes')}
            min={minutesMin}
            max={minutesMax}
            value={panel.minutes}
            onChange={(minutes) => change({ minutes: minutes ?? 60 })}
          />
        </label>
      )}
      <label>
        <span>{label('title')}</span>
        <Input
          value={panel.title ?? ''}
          maxLength={60}
          placeholder={text.usualTitle}
          onChange={(event) => change({ title: event.target.value || null })}
        />
      </label>
      <div className="panel-place" role="group" aria-label={text.place}>
        <Button icon={<ArrowLeftOutlined />} aria-label={text.moveLeft} onClick={() => onMove(-1, 0)} />
        <Button icon={<ArrowRightOutlined />} aria-label={text.moveRight} onClick={() => onMove(1, 0)} />
        <Button icon={<ArrowUpOutlined />} aria-label={text.moveUp} onClick={() => onMove(0, -1)} />
        <Button icon={<ArrowDownOutlined />} aria-label={text.moveDown} onClick={() => onMove(0, 1)} />
        <label>
          <span>{label('width')}</span>
          <InputNumber
            min={1}
            max={24}
            value={panel.width}
            aria-label={label('width')}
            onChange={(width) => onSize((width ?? panel.width) - panel.width, 0)}
          />
        </label>
        <label>
          <span>{label('height')}</span>
          <InputNumber
            min={1}
            max={12}
            value={panel.height}
            aria-label={label('height')}
            onChange={(height) => onSize(0, (height ?? panel.height) - panel.height)}
          />
        </label>
      </div>
      <Button danger onClick={onDrop}>
        {text.drop}
      </Button>
    </div>
  );
}
