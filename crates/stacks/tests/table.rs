//! Recipes, proofs and truths belong together, one to one.

use std::path::Path;

use why1006_content::recipes;
use why1006_lab::{Truth, find, stacks};
use why1006_stacks::{Proof, proofs};

fn proof(id: &str) -> Option<&'static Proof> {
    proofs().iter().find(|proof| proof.id == id)
}

/// Nothing is called proven that no proof runs.
#[test]
fn every_proven_recipe_has_a_proof() {
    for recipe in recipes().iter().filter(|recipe| recipe.fix.proven) {
        assert!(proof(&recipe.id.replacen('/', ".", 1)).is_some(), "{}", recipe.id);
    }
}

#[test]
fn every_proof_is_of_a_recipe_and_has_a_truth_of_the_same_cause() {
    for proof in proofs() {
        let (recipe, truth) = (proof.recipe().unwrap(), proof.truth().unwrap());
        assert!(recipe.fix.proven, "{}", proof.id);
        let Truth::Cause(cause) = truth.truth else { panic!("{} works", proof.id) };
        assert_eq!(cause.as_str(), recipe.cause, "{}", proof.id);
        assert!(truth.url().is_some(), "{}", proof.id);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs");
        assert!(folder.join(&recipe.id).is_dir(), "{}", proof.id);
    }
    for truth in stacks() {
        assert!(proof(truth.id).is_some(), "{}", truth.id);
        assert!(find(truth.id).is_none(), "the lab has another scenario {}", truth.id);
    }
}

/// Where the origin counts, or a proxy, both engines have to agree.
#[test]
fn nginx_and_action_cable_are_proven_in_firefox_too() {
    for proof in proofs() {
        let both = ["nginx.", "action-cable."].iter().any(|stack| proof.id.starts_with(stack));
        assert!(!both || proof.firefox.is_some(), "{}", proof.id);
    }
    for stack in ["nginx.", "node-ws.", "action-cable."] {
        assert!(
            proofs().iter().filter(|proof| proof.id.starts_with(stack)).count() >= 2,
            "{stack}"
        );
    }
}

/// A broken configuration that has the change already would prove nothing.
#[test]
fn what_is_replaced_stands_in_the_broken_files_once() {
    for proof in proofs() {
        let recipe = proof.recipe().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs").join(&recipe.id);
        for edit in recipe.edits.iter().filter(|edit| !edit.before.is_empty()) {
            let text = std::fs::read_to_string(folder.join(&edit.file)).unwrap();
            assert_eq!(text.matches(&edit.before).count(), 1, "{}: {}", proof.id, edit.before);
            assert!(!text.contains(&edit.after), "{}: {}", proof.id, edit.after);
        }
    }
}
