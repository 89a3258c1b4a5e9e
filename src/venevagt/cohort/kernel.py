"""The same program as machine code, where a C compiler is found: for who has a billion cases. Never needed.

The steps of the program, written out one after another, 512 cases at a time in the processor's widest registers.
It gives the same bits as `Machine` (a test compares them) and is made anew in each process, in a second or two.
"""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from venevagt.cohort.machine import Machine
from venevagt.cohort.planes import Words, words_for
from venevagt.logic.targets.planes import Constant, Given, Input, Known, Operation, Program

_STRETCH = 512
"""Words of each input that are fetched before the program runs over them: all inputs' fit into the cache."""
_SIGNS: Mapping[Operation, str] = {"and": "&", "or": "|", "xor": "^"}

_FRAME = """
typedef unsigned long long word;
typedef word words __attribute__((vector_size(64), aligned(8), may_alias));

/* Brings a stretch of every input into the cache, one input after the other, as memory is read fastest. */
static void fetch(const word **in, int count, long from, long to) {
  for (int one = 0; one < count; one++)
    for (long at = from; at < to; at += 8) __asm__ volatile("" : : "r"(in[one][at]));
}

#define PROGRAM(name, type) \\
static void name(const word **in, word **out, long from, long to) { \\
  for (long at = from; at + (long)(sizeof(type) / 8) <= to; at += sizeof(type) / 8) { \\
    const type all = ~((type){0}); (void)all; \\
%s
  } \\
}
PROGRAM(run_wide, words)
PROGRAM(run_narrow, word)

void run(const word **in, int count, word **out, long size) {
  const long stretch = %d;
  for (long from = 0; from < size; from += stretch) {
    const long to = from + stretch < size ? from + stretch : size, wide = from + (to - from) / 8 * 8;
    fetch(in, count, from, to);
    run_wide(in, out, from, wide);
    run_narrow(in, out, wide, to);
  }
}

#ifdef __AVX512BW__
#include <immintrin.h>
#endif

void spread(const word **planes, int count, unsigned char *into, long size) {
  for (long at = 0; at < size; at++) {
#ifdef __AVX512BW__
    __m512i found = _mm512_setzero_si512();
    for (int place = 0; place < count; place++)
      found = _mm512_or_si512(found, _mm512_maskz_set1_epi8(planes[place][at], 1 << place));
    _mm512_storeu_si512(into + 64 * at, found);
#else
    for (int bit = 0; bit < 64; bit++) {
      unsigned char found = 0;
      for (int place = 0; place < count; place++) found |= (planes[place][at] >> bit & 1) << place;
      into[64 * at + bit] = found;
    }
#endif
  }
}
"""


class NoCompiler(RuntimeError):
    """There is no C compiler, or it does not take the program: says what happened."""


def c_source(program: Program) -> str:
    """The program in C, one line a step."""
    given = {one: number for number, one in enumerate(program.inputs)}
    lines = []
    for number, content in enumerate(program.planes):
        match content:
            case Input() | Known():
                value = f"*(const type *)(in[{given[content]}] + at)"
            case Constant(bit):
                value = "all" if bit else "~all"
            case _:
                value = f"p{content.left} {_SIGNS[content.operation]} p{content.right}"
        lines.append(f"    const type p{number} = {value}; \\")
    for number, plane in enumerate(program.wanted):
        lines.append(f"    *(type *)(out[{number}] + at) = p{plane}; \\")
    return _FRAME % ("\n".join(lines), _STRETCH)


class Kernel(Machine):
    """A machine whose program was compiled. Raises NoCompiler."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._order = program.inputs
        self._library = _compiled(c_source(program))

    def run(self, inputs: Mapping[Given, Words], cases: int) -> Sequence[Words]:
        """The planes that the program is asked for, over the planes of its inputs."""
        size = words_for(cases)
        found = [np.empty(size, np.uint64) for _ in self.program.wanted]
        given = _addresses([np.ascontiguousarray(inputs[one]) for one in self._order])
        written = _addresses(found)
        self._library.run(given, len(given), written, ctypes.c_long(size))
        return found

    def run_blocks(self, inputs: Mapping[Given, Words], cases: int) -> Iterator[tuple[slice, Sequence[Words]]]:
        """All cases at once: what stands between two steps is in registers, so there is no block to keep small."""
        yield slice(0, cases), self.run(inputs, cases)

    def spread(self, planes: Sequence[Words], into: NDArray[np.int8]) -> None:
        """Planes as one byte a case: the first plane is the lowest bit."""
        whole = into if len(into) % 64 == 0 else np.empty(len(planes[0]) * 64, np.int8)
        own = _addresses(planes)
        self._library.spread(own, len(planes), ctypes.c_void_p(whole.ctypes.data), ctypes.c_long(len(planes[0])))
        if whole is not into:
            into[:] = whole[: len(into)]


def _addresses(planes: Sequence[Words]) -> ctypes.Array[ctypes.c_void_p]:
    return (ctypes.c_void_p * len(planes))(*(plane.ctypes.data for plane in planes))


def _compiled(source: str) -> ctypes.CDLL:
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoCompiler("no C compiler: 'cc' was not found")
    with tempfile.TemporaryDirectory() as folder:
        written, library = Path(folder, "program.c"), Path(folder, "program.so")
        written.write_text(source, encoding="utf-8")
        options = ["-O2", "-march=native", "-shared", "-fPIC", "-o", str(library)]
        done = subprocess.run([compiler, *options, str(written)], capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise NoCompiler(f"{compiler} does not take the program: {done.stderr[:200]}")
        return ctypes.CDLL(str(library))
