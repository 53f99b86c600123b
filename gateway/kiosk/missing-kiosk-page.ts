/** Missing kiosk page: what a browser sees where a gateway's pages have not been built yet. */
export const missingKioskPage = `<!doctype html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>画面が まだ ありません</title></head>
<body>
<main>
<h1>画面が まだ ありません</h1>
<p>歩数の受け取りは 動いています。データは 失われません。</p>
<p>画面を作るには、つぎの命令を実行してから、ゲートウェイを もう一度 始めてください。</p>
<pre><code>npm run page</code></pre>
<section lang="en">
<h2>The page has not been built yet</h2>
<p>Steps are being received all the same; nothing is lost. To build the pages, run the line above and start the gateway again.</p>
</section>
</main>
</body>
</html>
`;
