// The bid itself: prices line by line, what the criteria ask, files. It is sealed here and leaves this device sealed.
import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useRef, useState } from 'react';
import { ServerForm, type Values } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { formatFen, formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { unitIn } from '@/kit/units';
import { documentOf, totalOf, valueOf, valuesOf, type Attachment, type BidValues } from './bid-document';
import type { BidPort } from './bid-port';
import { keepKey, keptKey } from './keys';
import { seal, toBase64 } from './seal';
import './sourcing.css';
import { texts } from './texts';
import type { Rfx } from './use-sourcing';

const attachmentBytesMax = 350 * 1024;
const attachmentsMax = 5;
const bytesOf = (files: readonly Attachment[]) =>
  files.reduce((sum, { content }) => sum + content.length * 0.75, 0);

function OfferLine({ rfx, index }: { rfx: Rfx; index: number }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const line = rfx.lines[index];
  const price = Form.useWatch<number | null | undefined>(['offers', index, 'price']);
  if (!line) return null;
  const isWhole = rfx.award_by === 'lot';
  return (
    <fieldset className="form-part bid-line">
      <legend>
        {line.description_text}
        <small>
          {formatNumber(line.quantity / 1_000, language)} {unitIn(language, line.unit)}
        </small>
      </legend>
      <Form.Item
        name={['offers', index, 'price']}
        label={text.unitPrice}
        rules={isWhole ? [{ required: true, message: text.unitPrice }] : []}
      >
        <InputNumber<number>
          min={0.000001}
          precision={6}
          controls={false}
          inputMode="decimal"
          className="full"
        />
      </Form.Item>
      <Form.Item name={['offers', index, 'delivers_on']} label={text.deliversOn}>
        <DateInput />
      </Form.Item>
      <div className="bid-line-value">
        <span>{text.lineValue}</span>
        <strong className="number">{price ? formatFen(valueOf(price, line.quantity)) : '—'}</strong>
      </div>
    </fieldset>
  );
}

function Files({ files, onChange }: { files: Attachment[]; onChange: (files: Attachment[]) => void }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const take = async (chosen: FileList | null) => {
    const read = await Promise.all(
      Array.from(chosen ?? []).map(async (file) => ({
        name: file.name,
        media_type: file.type || 'application/octet-stream',
        content: toBase64(new Uint8Array(await file.arrayBuffer())),
      })),
    );
    const all = [...files, ...read].slice(0, attachmentsMax);
    if (bytesOf(all) > attachmentBytesMax) return void message.warning(text.tooLarge);
    onChange(all);
  };
  return (
    <Form.Item label={text.attachments} extra={text.attachmentsHint} htmlFor="bid-files">
      <input
        id="bid-files"
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => void take(event.target.files)}
      />
      <Button icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>
        {text.chooseFiles}
      </Button>
      <ul className="bid-files">
        {files.map((file, index) => (
          <li key={file.name}>
            {file.name}
            <Button
              type="text"
              size="small"
              aria-label={file.name}
              icon={<DeleteOutlined />}
              onClick={() => onChange(files.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
    </Form.Item>
  );
}

function Total({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const values = Form.useWatch((all: Values) => all as BidValues | undefined);
  return (
    <div className="bid-total">
      <span>{text.total}</span>
      <strong className="number">{formatFen(totalOf(rfx.lines, values))}</strong>
    </div>
  );
}

export function BidForm({
  rfx,
  port,
  replaces,
  onDone,
}: {
  rfx: Rfx;
  port: BidPort;
  replaces: boolean;
  onDone?: () => void;
}) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [kept] = useState(() => keptKey(rfx.id, port.bidder));
  const [start] = useState(() => valuesOf(rfx.lines, rfx.criteria.length, kept?.document ?? '{}'));
  const [files, setFiles] = useState(start.attachments);
  const send = async (values: Values, key: string) => {
    const document = documentOf(rfx.lines, values, files);
    const made = seal(rfx.id, port.bidder, document);
    const fresh = { key: made.key, commitment: made.commitment, document };
    // The key first: a seal without it can never be opened. The one before is put back where the server says no.
    keepKey(rfx.id, port.bidder, fresh);
    try {
      await port.submit(made, rfx.terms_version, key);
    } catch (error) {
      if (kept) keepKey(rfx.id, port.bidder, kept);
      throw error;
    }
    void message.success(text.submitted);
    for (const path of port.shownIn) void queries.invalidateQueries({ queryKey: [path] });
    onDone?.();
  };
  return (
    <div className="bid-form">
      <ServerForm
        initial={start.values}
        fields={['offers', 'answers', 'note']}
        send={send}
        submitLabel={replaces ? text.replaceBid : text.sealAndSend}
        secondary={onDone && <Button onClick={onDone}>{text.keepBid}</Button>}
        wide
      >
        {rfx.lines.map((line, index) => (
          <OfferLine key={line.position} rfx={rfx} index={index} />
        ))}
        {rfx.criteria.length > 0 && (
          <div className="bid-answers">
            {rfx.criteria.map((criterion, index) => (
              <Form.Item
                key={criterion.name}
                name={['answers', index]}
                label={text.answerFor(criterion.name, criterion.unit ?? '')}
                rules={[{ required: true, message: words.required(criterion.name) }]}
              >
                <InputNumber<number> precision={0} controls={false} inputMode="numeric" className="full" />
              </Form.Item>
            ))}
          </div>
        )}
        <Form.Item name="note" label={text.note}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2_000} />
        </Form.Item>
        <Files files={files} onChange={setFiles} />
        <Total rfx={rfx} />
      </ServerForm>
    </div>
  );
}
