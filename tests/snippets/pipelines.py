# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of GitLab, Jenkins and GitHub: their steps are run as these programs run them."""

import json
import re

import junitparser
import yaml

from world import STATUS, state

# What a run of a pipeline may meet, and the exit status of cmsready.
CASES = {**STATUS, "no plan": 66, "no program": 127}


def prepared(world, case):
    """The workspace of a pipeline in that case, and what the environment has."""
    world.be(case if case in STATUS else "go")
    folder = world.workspace("pipeline")
    if case == "no plan":
        (folder / "plan.json").unlink()
    return folder, {"PATH": "/usr/bin:/bin"} if case == "no program" else {}


def with_warnings(world):
    """The plan that makes a warning of the fault."""
    world.be("no-go")
    world.plan_is(policy={"weights": {"ad.cno-full-control": "advisory"}})
    return world.workspace("pipeline")


def junit_is_wrong(folder, case):
    """The artifact against the report of the same run, read as GitLab and Jenkins do."""
    if case == "no program":
        return ""
    suites = junitparser.JUnitXml.fromfile(str(folder / "junit.xml"))
    bad = suites.failures + suites.errors
    report = folder / "report.json"
    blockers = [finding for finding in json.loads(report.read_text())["findings"]
                if finding["severity"] in ("blocker", "unknown-blocker")]
    if (case != "go" and bad < max(1, len(blockers))) or suites.tests < 1:
        return f"{case}: {suites.tests} tests, {bad} bad, {len(blockers)} blockers"
    return "" if case in ("no plan", state(report)) else f"{case}: the report says {state(report)}"


def gitlab(world, document):
    """The lines of `script` are one script of bash with -e and pipefail."""
    job = yaml.safe_load(document.take("gitlab", "yaml"))["cmsready"]
    text, allowed = "\n".join(job["script"]), job["allow_failure"]["exit_codes"]
    files = [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
    yield "GitLab, artifacts of jobs that failed", job["artifacts"]["when"].replace("always", "")

    def row(what, folder, wanted, case, environment):
        done = world.run(["bash", "-eo", "pipefail"], text, folder,
                         **job["variables"], **environment)
        wrong = "" if done.returncode == wanted else f"status {done.returncode}: {done.stderr}"
        if case != "no program":
            wrong += "".join(f" no {file}" for file in files if not (folder / file).exists())
        return f"GitLab, {what}", wrong or junit_is_wrong(folder, case)

    for case, status in CASES.items():
        folder, environment = prepared(world, case)
        yield row(case, folder, status, case, environment)
    yield "GitLab, only a GO goes on", (
        f"{allowed} is allowed" if allowed in (1, *CASES.values()) else "")
    yield row("GO with warnings", with_warnings(world), allowed, "go", {})
    world.plan_is()


def jenkins(world, document):
    """Each `sh` step is a script of sh -xe, and a status that is not 0 ends the build."""
    text = document.take("jenkins", "groovy")
    steps = re.findall(r"^ *sh '([^'\\]*)'$", text, re.MULTILINE)
    environment = dict(re.findall(r"^ *(\w+) = '([^'\\]*)'$", text, re.MULTILINE))
    files = re.findall(r"^ *(?:junit testResults|archiveArtifacts artifacts): '([^'\\]*)'", text,
                       re.MULTILINE)
    yield "Jenkins, the parts of the file", (
        "" if len(steps) == 1 and list(environment) == ["KRB5_CLIENT_KTNAME"] and
        sorted(files) == ["junit.xml", "report.json"] and
        text.count("{") == text.count("}") and "always {" in text
        else f"{steps} {environment} {files}")
    for case, status in CASES.items():
        folder, others = prepared(world, case)
        done = world.run(["sh", "-xe"], steps[0], folder, **environment, **others)
        wrong = "" if done.returncode == status else f"status {done.returncode}: {done.stderr}"
        yield f"Jenkins, {case}", wrong or junit_is_wrong(folder, case)


def github(world, document):
    """`run` is a script of bash -e. What is uploaded has a place for each result."""
    file = yaml.safe_load(document.take("github", "yaml"))
    (job,) = file["jobs"].values()
    _, check, upload = job["steps"]
    yield "GitHub, when it is uploaded", (
        "" if upload["if"] == f"always() && steps.{check['id']}.outputs.judged == 'yes'"
        and file["permissions"]["security-events"] == "write" else upload["if"])
    for case, status in CASES.items():
        folder, environment = prepared(world, case)
        output = folder / "output"
        output.touch()
        done = world.run(["bash", "-e"], check["run"], folder, GITHUB_OUTPUT=output, **job["env"],
                         **environment)
        wrong = "" if done.returncode == status else f"status {done.returncode}: {done.stderr}"
        judged = output.read_text() == "judged=yes\n"
        if judged != (status <= 3):
            wrong += f" judged: {judged}"
        yield f"GitHub, {case}", wrong or (
            judged and sarif_is_wrong(folder / upload["with"]["sarif_file"], case))


def sarif_is_wrong(file, case):
    (run,) = json.loads(file.read_text())["runs"]
    if not run["invocations"][0]["executionSuccessful"]:
        return f"{case}: the run was not successful"
    places = [place["physicalLocation"] for result in run["results"]
              for place in result["locations"]]
    if len(places) < len(run["results"]) or (case != "go" and not places):
        return f"{case}: {len(run['results'])} results, {len(places)} places"
    return "" if all(place["artifactLocation"]["uri"] == "plan.json" and
                     place["region"]["startLine"] > 1 for place in places) else str(places)
