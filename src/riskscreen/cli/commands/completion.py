"""The command completion: what makes a shell complete commands, options and what can stand behind a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from riskscreen.cli.options import Options
from riskscreen.cli.output import Output


@attrs.frozen
class Completable:
    """What a command does, its options, the words that can stand first behind it, and whether a file can."""

    purpose: str
    options: Sequence[str]
    words: Sequence[str]
    takes_files: bool


Completions = Mapping[str, Completable]


def completion_of(shell: str, commands: Completions) -> str:
    """The script for a shell.

    Args:
        shell: bash, zsh or fish.
        commands: What can be completed behind each command.
    """
    return _SCRIPTS[shell](commands)


def completion(options: Options, commands: Completions) -> Output:
    """The script, to be read by the shell when it starts."""
    script = completion_of(options.name, commands)
    return Output(text=lambda: script, data=lambda: {"shell": options.name, "script": script}, is_document=True)


def _bash(commands: Completions) -> str:
    cases = "\n".join(f'        {name}) options="{" ".join(each.options)}"; words="{" ".join(each.words)}"; '
                      f"files={int(each.takes_files)} ;;" for name, each in commands.items())
    return f"""# riskscreen in bash: put this into a file that your shell reads when it starts.
_riskscreen() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} options="" words="" files=1
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "{" ".join(commands)} --help --version" -- "$word")
        return
    fi
    case ${{COMP_WORDS[1]}} in
{cases}
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word"; [ "$files" = 0 ] || compgen -f -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}}
complete -o filenames -F _riskscreen riskscreen
"""


def _zsh(commands: Completions) -> str:
    described = "\n".join(f"        '{name}:{each.purpose.replace(chr(39), '')}'" for name, each in commands.items())
    cases = "\n".join(f"        {name}) options_of_command=({' '.join(each.options)}); "
                      f"first_words=({' '.join(each.words)}); takes_files={int(each.takes_files)} ;;"
                      for name, each in commands.items())
    return f"""#compdef riskscreen
# riskscreen in zsh: put this as _riskscreen into a folder of your fpath.
_riskscreen() {{
    local -a commands line options_of_command first_words
    local takes_files=1
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
        compadd -a options_of_command
        return
    fi
    if (( CURRENT == 3 )); then
        compadd -a first_words
        (( takes_files )) || return 0
    fi
    _files
}}
# As a file of fpath, it is this function when it is first called; read by a shell, it says what it is for.
if [[ ${{funcstack[1]}} == _riskscreen ]]; then
    _riskscreen "$@"
else
    compdef _riskscreen riskscreen
fi
"""


def _fish(commands: Completions) -> str:
    lines = ["# riskscreen in fish: put this into ~/.config/fish/completions/riskscreen.fish."]
    for name, each in commands.items():
        quoted = each.purpose.replace("'", "")
        seen = f"__fish_seen_subcommand_from {name}"
        lines.append(f"complete -c riskscreen -n __fish_use_subcommand -f -a {name} -d '{quoted}'")
        lines += [f"complete -c riskscreen -n '{seen}' -l {option[2:]}"
                  for option in each.options if option.startswith("--")]
        behind = f"complete -c riskscreen -n '{seen}; and test (count (commandline -opc)) -eq 2'"
        lines += [] if each.takes_files else [f"{behind} -f"]
        lines += [f"{behind} -a '{' '.join(each.words)}'"] if each.words else []
    return "\n".join(lines) + "\n"


SHELLS = ("bash", "zsh", "fish")
_SCRIPTS: Mapping[str, Callable[[Completions], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
