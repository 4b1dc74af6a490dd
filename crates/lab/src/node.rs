//! Real Node as a child: its server for HTTP/2 refuses all else by an alert.

use std::fs;

use tokio::process::Child;

use crate::child::{self, Setup};

const SCRIPT: &str = r#"
const http2 = require('node:http2');
const fs = require('node:fs');
const [host, port] = process.argv.slice(2);
const options = {
  cert: fs.readFileSync('chain.pem'), key: fs.readFileSync('key.pem'), allowHTTP1: false,
};
const server = http2.createSecureServer(options, (request, response) => {
  const home = request.url === '/';
  response.writeHead(home ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>' + (home ? 'Home' : 'Not found') + '</title>\n');
});
server.on('error', (why) => { console.error(why.message); process.exit(1); });
server.listen(Number(port), host);
"#;

/// Starts Node and waits until it listens; says in one line why not.
pub(crate) async fn http2(setup: Setup<'_>) -> Result<Child, String> {
    let node = child::find("node", "nodejs")?;
    let script = setup.folder.join("server.cjs");
    setup
        .write_certificates()
        .and_then(|()| fs::write(&script, SCRIPT))
        .map_err(|why| format!("node's files cannot be written: {why}"))?;
    let mut command = child::command(&node);
    command.arg(&script).arg(setup.listen.ip().to_string()).arg(setup.listen.port().to_string());
    child::start("node", command, &setup).await
}
