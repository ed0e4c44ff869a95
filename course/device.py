"""Which device computes, and in which precision: decided here and nowhere else."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Device:
    """A place to compute, the precision that suits it, and the reason in words."""

    name: str
    dtype: "torch.dtype"
    why: str


def best_device() -> Device:
    """Return the device and precision for language models on this machine.

    bf16 needs hardware for it: a GPU of compute capability 8.0 or more, or a CPU with AVX512-BF16 or AMX. The capability
    is asked directly, because `torch.cuda.is_bf16_supported()` also counts emulation and says yes on a T4.
    """
    import torch

    if torch.cuda.is_available():
        major, minor = torch.cuda.get_device_capability()
        gpu = f"{torch.cuda.get_device_name()} (compute capability {major}.{minor})"
        if major >= 8:
            return Device("cuda", torch.bfloat16, f"{gpu} computes in bf16")
        return Device("cuda", torch.float16, f"{gpu} has no bf16")
    if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return Device("cpu", torch.bfloat16, "no CUDA GPU; this CPU computes in bf16")
    return Device("cpu", torch.float32, "no CUDA GPU; this CPU has no bf16")
