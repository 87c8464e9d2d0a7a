// Which columns a list shows, and in which order.
import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useTexts } from '../i18n';
import { listTexts } from '../texts/list';
import type { Column } from './data-list';

type Props<T> = {
  all: readonly Column<T>[];
  shown: readonly Column<T>[];
  choose: (keys: readonly string[] | undefined) => void;
};

// The entry at `index` changes places with its neighbour.
export function moved(keys: readonly string[], index: number, by: 1 | -1): string[] {
  const next = [...keys];
  const [taken] = next.splice(index, 1);
  if (taken !== undefined) next.splice(index + by, 0, taken);
  return next;
}

function Choice<T>({ all, shown, choose }: Props<T>) {
  const words = useTexts(listTexts);
  const keys = shown.map((column) => column.key);
  const hidden = all.filter((column) => !keys.includes(column.key));
  return (
    <div className="column-choice">
      <p className="faint">{words.columnsHint}</p>
      <ul>
        {[...shown, ...hidden].map((column) => {
          const index = keys.indexOf(column.key);
          const isShown = index >= 0;
          return (
            <li key={column.key}>
              <Checkbox
                checked={isShown}
                disabled={isShown && keys.length === 1}
                onChange={() =>
                  choose(isShown ? keys.filter((key) => key !== column.key) : [...keys, column.key])
                }
              >
                {column.title}
              </Checkbox>
              {isShown && (
                <span className="movers">
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowUpOutlined />}
                    aria-label={words.moveUp(column.title)}
                    disabled={index === 0}
                    onClick={() => choose(moved(keys, index, -1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowDownOutlined />}
                    aria-label={words.moveDown(column.title)}
                    disabled={index === keys.length - 1}
                    onClick={() => choose(moved(keys, index, 1))}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Button size="small" onClick={() => choose(undefined)}>
        {words.columnsReset}
      </Button>
    </div>
  );
}

export function ColumnChoice<T>(props: Props<T>) {
  const words = useTexts(listTexts);
  return (
    <Popover
      rootClassName="column-popover"
      trigger="click"
      placement="bottomRight"
      content={<Choice {...props} />}
    >
      <Button icon={<SettingOutlined />}>{words.columns}</Button>
    </Popover>
  );
}
