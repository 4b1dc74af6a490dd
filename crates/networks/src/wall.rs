//! The firewall of the namespace, and what leads connections to a box unasked.

use std::process::Stdio;

use tokio::process::Command;
use why1006_lab::find_program;

/// Puts these rules in place of all that are there.
///
/// # Errors
/// One line with iptables' own words.
pub(crate) async fn raise(rules: &[&str]) -> Result<(), String> {
    for rule in ["-t nat -F", "-F"].iter().chain(rules) {
        iptables(rule).await?;
    }
    Ok(())
}

/// Takes all rules away.
///
/// # Errors
/// As [`raise`].
pub(crate) async fn clear() -> Result<(), String> {
    raise(&[]).await
}

async fn iptables(rule: &str) -> Result<(), String> {
    let program = find_program("iptables", "iptables")?;
    let output = Command::new(program)
        .arg("-w")
        .args(rule.split_whitespace())
        .stdin(Stdio::null())
        .output()
        .await
        .map_err(|why| format!("iptables does not start: {why}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("no reason given");
    Err(format!("iptables {rule}: {said}"))
}
