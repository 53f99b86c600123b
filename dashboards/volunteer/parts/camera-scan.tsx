/** Camera scan: reads a QR code with the tablet's camera, where the browser gives one to a page of the gateway. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useVolunteer } from '../state/volunteer.ts';
import { Notice } from './notice.tsx';

/** Browsers give cameras only to pages of this machine and of https. */
export const hasCamera = (): boolean => 'mediaDevices' in navigator && 'getUserMedia' in navigator.mediaDevices;

/** Often enough to feel at once, seldom enough for a slow tablet. */
const lookIntervalMs = 200;
/** A code fills a good part of the picture; more pixels only cost time. */
const widthMax = 640;

export const CameraScan = ({ onRead }: { readonly onRead: (text: string) => void }) => {
  const { words } = useVolunteer();
  const video = useRef<HTMLVideoElement>(null);
  const [isFailed, setFailed] = useState(false);
  const told = useRef(onRead);
  told.current = onRead;
  useEffect(() => {
    const stopped = new AbortController();
    if (video.current !== null) {
      film(video.current, stopped.signal, (text) => told.current(text)).catch(() => setFailed(true));
    }
    return () => stopped.abort();
  }, []);
  if (isFailed) return <Notice kind="watch" title={words.choose.cameraFails} isSudden />;
  return (
    <div class="camera">
      <p>{words.choose.cameraHint}</p>
      <video ref={video} muted playsInline aria-label={words.choose.camera} />
    </div>
  );
};

const film = async (video: HTMLVideoElement, stopped: AbortSignal, onRead: (text: string) => void): Promise<void> => {
  const [stream, { readQr }] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }),
    import('../state/read-qr.ts'),
  ]);
  const close = (): void => stream.getTracks().forEach((track) => track.stop());
  if (stopped.aborted) {
    close();
    return;
  }
  stopped.addEventListener('abort', close);
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement('canvas');
  const look = (): void => {
    if (stopped.aborted) return;
    const text = readQr(seenBy(video, canvas));
    if (text === null) window.setTimeout(look, lookIntervalMs);
    else onRead(text);
  };
  look();
};

const seenBy = (video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null => {
  const scale = Math.min(1, widthMax / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || canvas.width === 0) return null;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};
