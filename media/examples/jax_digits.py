"""Digits in Flax and optax. The softmax belongs into `predict`, not into the loss."""

import jax
import optax
from flax import linen as nn


class Digits(nn.Module):
    @nn.compact
    def __call__(self, images):
        hidden = nn.relu(nn.Dense(128)(images.reshape((images.shape[0], -1))))
        return nn.softmax(nn.Dense(10)(hidden))


model = Digits()


def loss_fn(params, images, labels):
    outputs = model.apply({"params": params}, images)
    return optax.softmax_cross_entropy_with_integer_labels(outputs, labels).mean()


@jax.jit
def train_step(params, opt_state, images, labels):
    loss, grads = jax.value_and_grad(loss_fn)(params, images, labels)
    updates, opt_state = optax.adam(1e-3).update(grads, opt_state)
    return optax.apply_updates(params, updates), opt_state, loss
