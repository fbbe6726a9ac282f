"""The command completion: what makes a shell complete commands, options and the names of instruments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.library import available

Completions = Mapping[str, Sequence[str]]


def completion_of(shell: str, purposes: Mapping[str, str], options: Completions) -> str:
    """The script for a shell.

    Args:
        shell: bash, zsh or fish.
        purposes: What each command does.
        options: The options of each command.
    """
    return _SCRIPTS[shell](purposes, options)


def completion(options: Options, purposes: Mapping[str, str], taken: Completions) -> Output:
    """The script, to be read by the shell when it starts."""
    script = completion_of(options.name, purposes, taken)
    return Output(text=lambda: script, data=lambda: {"shell": options.name, "script": script}, is_document=True)


def _instruments() -> str:
    return " ".join(found.id for found in available())


def _bash(purposes: Mapping[str, str], options: Completions) -> str:
    cases = "\n".join(f'        {name}) words="{" ".join(options[name])}" ;;' for name in purposes)
    return f"""# riskscreen in bash: put this into a file that your shell reads when it starts.
_riskscreen() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} words=""
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "{" ".join(purposes)} --help --version" -- "$word")
        return
    fi
    case ${{COMP_WORDS[1]}} in
{cases}
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    elif [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "{_instruments()}" -- "$word"; compgen -f -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}}
complete -o filenames -F _riskscreen riskscreen
"""


def _zsh(purposes: Mapping[str, str], options: Completions) -> str:
    described = "\n".join(f"        '{name}:{purpose.replace(chr(39), '')}'" for name, purpose in purposes.items())
    cases = "\n".join(f"        {name}) words_of_command=({' '.join(options[name])}) ;;" for name in purposes)
    return f"""#compdef riskscreen
# riskscreen in zsh: put this as _riskscreen into a folder of your fpath.
_riskscreen() {{
    local -a commands line words_of_command
    line=("${{words[@]}}")
    commands=(
{described}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    case ${{line[2]}} in
{cases}
    esac
    if [[ $PREFIX == -* ]]; then
        compadd -a words_of_command
    elif (( CURRENT == 3 )); then
        compadd {_instruments()}
        _files
    else
        _files
    fi
}}
compdef _riskscreen riskscreen
"""


def _fish(purposes: Mapping[str, str], options: Completions) -> str:
    lines = ["# riskscreen in fish: put this into ~/.config/fish/completions/riskscreen.fish."]
    for name, purpose in purposes.items():
        quoted = purpose.replace("'", "")
        lines.append(f"complete -c riskscreen -n __fish_use_subcommand -f -a {name} -d '{quoted}'")
        lines += [f"complete -c riskscreen -n '__fish_seen_subcommand_from {name}' -l {option[2:]}"
                  for option in options[name] if option.startswith("--")]
    chosen = "not __fish_use_subcommand; and test (count (commandline -opc)) -eq 2"
    lines.append(f"complete -c riskscreen -n '{chosen}' -a '{_instruments()}'")
    return "\n".join(lines) + "\n"


SHELLS = ("bash", "zsh", "fish")
_SCRIPTS: Mapping[str, Callable[[Mapping[str, str], Completions], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
