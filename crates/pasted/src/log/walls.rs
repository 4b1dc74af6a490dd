//! Firewalls for web applications.

use why1006_evidence::Clue::*;

use super::row::{Row, nothing, row};
use crate::reading::Why;

/// owasp-modsecurity/ModSecurity, `apache2/re.c` and `src/rule_with_actions.cc`;
/// the texts of Cloudflare's own pages (developers.cloudflare.com, "Cloudflare
/// 1xxx errors").
pub(super) const ROWS: &[Row] = &[
    row("ModSecurity: Access denied with ", RuleBlocked).of_request(),
    nothing("ModSecurity: Warning.", Why::Harmless).of_request(),
    row("error code: 1020", RuleBlocked).of_request(),
    row("error code: 1015", RateLimited).of_request(),
];
