// Photos and other files of the organisation, as pictures where they are pictures.
import { CameraOutlined, FileOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { fileAddress } from '@/kit/form';
import { formatBytes } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { LinkButton } from '@/kit/link-button';
import { useList } from '@/kit/list';
import { EmptyState, ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './files.css';
import { texts } from './field-texts';

export function Component() {
  const text = useTexts(texts);
  const shared = useTexts(common);
  const format = useFormat();
  const mayAdd = useCan()('files.edit');
  const list = useList('/api/v1/files');
  return (
    <PageFrame
      title={text.files}
      hint={text.filesHint}
      action={
        mayAdd && (
          <LinkButton to="/capture" type="primary" size="large" icon={<CameraOutlined />}>
            {text.toCapture}
          </LinkButton>
        )
      }
    >
      <Panel>
        {list.isPending ? (
          <Loading lines={6} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : list.items.length === 0 ? (
          <EmptyState title={text.noFiles} text={text.noFilesHint} />
        ) : (
          <ul className="files">
            {list.items.map((file) => (
              <li key={file.id}>
                <a href={fileAddress(file.id)} target="_blank" rel="noreferrer">
                  {file.media_type.startsWith('image/') ? (
                    <img src={fileAddress(file.id)} alt="" loading="lazy" />
                  ) : (
                    <span className="files-kind">
                      <FileOutlined />
                    </span>
                  )}
                  <strong>{file.name}</strong>
                  <small>
                    {format.instant(file.created_at)} · {formatBytes(file.size_bytes)}
                  </small>
                </a>
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <div className="rows-end">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {shared.more}
            </Button>
          </div>
        )}
      </Panel>
    </PageFrame>
  );
}
