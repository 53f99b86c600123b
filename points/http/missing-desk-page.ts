/** Missing desk page: what a browser sees where the pages for a clerk have not been built yet. */
export const missingDeskPage = `<!doctype html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>窓口の画面が まだ ありません</title></head>
<body>
<main>
<h1>窓口の画面が まだ ありません</h1>
<p>歩数とポイントの記録は 動いています。データは 失われません。</p>
<p>画面を作るには、つぎの命令を実行してから、もう一度 開いてください。</p>
<pre><code>npx vite build dashboards</code></pre>
<section lang="en">
<h2>The desk has not been built yet</h2>
<p>Steps and points are being recorded all the same; nothing is lost. To build the pages, run the line above and open this address again.</p>
</section>
</main>
</body>
</html>
`;
