//! Making a namespace and what belongs into it.

use std::{
    fs, io,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use super::FILES;
use crate::{dns, programs::on_path};

/// What `ip -batch` reads. The two ends of `lan` are both inside: frames for
/// others than ourselves arrive at `far`, where nobody wants them.
const LINKS: &str = "\
link set lo up
route add local 93.184.0.0/16 dev lo
route add local 192.168.77.0/24 dev lo
link add lan type veth peer name far
link set lan addrgenmode none
link set far addrgenmode none
address add 192.168.78.1/24 dev lan
link set far up
link set lan up
neighbour add 192.168.78.2 lladdr 02:00:00:00:00:02 dev lan nud permanent
route add default via 192.168.78.2
";

/// Adds an empty namespace.
pub(super) fn add(name: &str) -> Result<(), String> {
    ip(&["netns", "add", name], "")
}

/// Gives it its links, routes and files.
pub(super) fn furnish(name: &str) -> Result<(), String> {
    write(&Path::new(FILES).join(name))
        .map_err(|why| format!("the files in {FILES}/{name} cannot be written: {why}"))?;
    ip(&["-netns", name, "-batch", "-"], LINKS)
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let resolver = format!("nameserver {}\n", dns::SERVER.0);
    fs::write(folder.join("resolv.conf"), resolver)?;
    fs::write(folder.join("hosts"), "127.0.0.1 localhost\n::1 localhost\n")?;
    // Services of the host that look names up past resolv.conf are reached by
    // sockets that a network namespace does not cut off.
    if let Ok(switch) = fs::read_to_string("/etc/nsswitch.conf") {
        let others = switch.lines().filter(|line| !line.trim_start().starts_with("hosts:"));
        let lines: Vec<&str> = others.chain(["hosts: files dns", ""]).collect();
        fs::write(folder.join("nsswitch.conf"), lines.join("\n"))?;
    }
    Ok(())
}

/// Runs `ip`; its own words in one line when it fails.
pub(super) fn ip(arguments: &[&str], input: &str) -> Result<(), String> {
    let program = on_path("ip").unwrap_or_else(|| "ip".into());
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|why| format!("`ip` does not start: {why}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // When it ended early, what it says tells more than the broken pipe.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|why| format!("`ip` is lost: {why}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("no reason given");
    let command = arguments.join(" ");
    Err(format!(
        "`ip {command}` failed: {said} (a container needs CAP_SYS_ADMIN and CAP_NET_ADMIN)"
    ))
}
