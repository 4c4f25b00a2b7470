/**
 * A page that plays what is live in a room, ready to paste.
 *
 * @param server the origin of this server
 * @param hasL3 whether the project offers L3, which is the quickest way to play
 */
export function embedSnippet(appID: number, server: string, hasL3: boolean): string {
  const taken = hasL3
    ? 'createEngineWithProfile, StreamResourceMode, UpdateType'
    : 'createEngineWithProfile, UpdateType';
  const config = hasL3 ? ', { resourceMode: StreamResourceMode.OnlyL3 }' : '';
  return `<script src="${server}/sdk/freshet.js"></script>
<video id="view" autoplay playsinline></video>
<script type="module">
  const { ${taken} } = Freshet;

  const engine = await createEngineWithProfile({ appID: ${appID}, server: '${server}' }, {
    onRoomStreamUpdate(roomID, updateType, streams) {
      if (updateType !== UpdateType.Add) return;
      const view = document.querySelector('#view');
      engine.startPlayingStream(streams[0].streamID, { view }${config});
    },
  });

  const token = await (await fetch('/your-backend/token')).text();
  await engine.loginRoom('room1', { userID: 'user1', userName: 'Ann' }, { token });
</script>`;
}
