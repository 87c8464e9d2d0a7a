// A button that fetches a file of the server into the browser's downloads.
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { asProblem, download } from './api';
import { useProblemTitle } from './page';

export function DownloadButton({ path, label }: { path: string; label: string }) {
  const titleOf = useProblemTitle();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      await download(path, {});
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void take()}>
      {label}
    </Button>
  );
}
