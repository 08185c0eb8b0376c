"""What PyTorch prints as the history of a result: `grad_fn=<AddBackward0>`.

Made with PyTorch 2.15.0. Run: python3 test/golden/gradient-names.py
"""
import json
import pathlib
import re
import warnings

import torch
import torch.nn.functional as F

warnings.filterwarnings("ignore")

SETUP = """
x = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
w = torch.tensor([[.5, .1], [.2, .3]], requires_grad=True)
v = torch.tensor([1., 2.], requires_grad=True)
b = torch.zeros(2, requires_grad=True)
c = torch.rand(2, 3, 2, requires_grad=True)
d = torch.rand(2, 2, 3, requires_grad=True)
q = torch.rand(2, 3, 2, 2, requires_grad=True)
t = torch.tensor([0, 1])
y = torch.ones(2, 2)
long = torch.zeros(2, 2, dtype=torch.long)
image = torch.zeros(2, 2, 2, dtype=torch.long)
scores = torch.rand(3, 1, 3, requires_grad=True).log_softmax(2)
ends = torch.tensor([[1]]), torch.tensor([3]), torch.tensor([1])
"""

EXPRESSIONS = """
x.sum()
x.sum(0)
x.sum(dim=(0, 1))
x.mean()
x.mean(1)
x.prod()
x.prod(1)
x.max()
x.max(1)[0]
x.min()
x.min(1).values
x.amax(1)
x.amax()
x.median()
x.median(1)[0]
x.std()
x.std(0)
x.var(0)
x.norm()
x.norm(dim=1)
x.norm(p=1)
torch.norm(x)
torch.linalg.norm(x)
torch.linalg.vector_norm(x)
x.clamp(0, 2)
x.clamp(min=0)
x.clamp(max=2)
x.clamp_min(0)
torch.clamp(x, min=w)
x.t()
x.T
x.mT
x.transpose(0, 1)
x.permute(1, 0)
x.swapaxes(0, 1)
x.movedim(0, 1)
c.moveaxis(0, 1)
x.reshape(4)
x.view(4)
x.flatten()
c.flatten(1)
x.ravel()
x.unsqueeze(0)
x[None]
x[..., None]
x.squeeze()
x.unsqueeze(0).squeeze(0)
x[0]
x[-1]
x[0, 0]
x[:, 1]
x[0:1]
x[:]
x[...]
x[:, 0:1]
x[0:1, 0]
x[t]
x[t, t]
x[[0, 1]]
x[x>1]
x[range(2), [0, 1]]
x[:, t]
x[:, None]
x[0][1]
x[..., 0]
x[torch.tensor(0)]
torch.stack([x, w])
torch.cat([x, w])
torch.hstack([x, w])
torch.vstack([x, w])
x.chunk(2)[0]
x.split(1)[0]
x.unbind(0)[0]
list(x)[0]
torch.dot(v, v)
v@v
x@v
v@x
x@w
c@d
c@w
q@w
torch.mm(x, w)
torch.mv(x, v)
torch.matmul(x, w)
torch.bmm(c, d)
torch.inner(v, v)
torch.outer(v, v)
torch.ger(v, v)
torch.addmm(b, x, w)
torch.baddbmm(torch.zeros(2, 3, 3), c, d)
F.linear(x, w, b)
F.linear(x, w)
F.linear(c, w, b)
F.linear(c, w)
F.linear(v, w)
torch.einsum('ij,jk->ik', x, w)
torch.einsum('ij->ji', x)
torch.einsum('ij->', x)
torch.einsum('ij->i', x)
torch.einsum('ij,ij->i', x, w)
torch.einsum('ij,ij->ij', x, w)
torch.einsum('i,i->', v, v)
torch.einsum('nc,ck->nk', x, w)
torch.einsum('bij,bjk->bik', c, d)
torch.tensordot(x, w, dims=1)
torch.trace(x)
x.diag()
x.diagonal()
v.diag()
torch.triu(x)
torch.tril(x)
1/x
2-x
2+x
2*x
x-1
x/2
x/w
x%2
2**x
x**2
x**0.5
x**w
-x
abs(x)
x.reciprocal()
x.rsqrt()
x.square()
torch.square(x)
x.pow(2)
x.float()
x.double()
x.half()
x.to(torch.float64)
x.clone()
x.contiguous()
x.t().contiguous()
x.expand(2, 2)
v.expand(3, 2)
x.expand_as(x)
x.repeat(2, 1)
x.repeat_interleave(2, 0)
x.roll(1, 0)
x.flip(0)
x.gather(1, torch.zeros(2, 1, dtype=torch.long))
torch.zeros(2, 2).scatter(1, long, x)
torch.zeros(2, 2).scatter_(1, long, x)
torch.zeros(2, 2).scatter_add(0, long, x)
x.masked_fill(x>2, 0.)
x.masked_select(x>2)
x.index_select(0, t)
torch.take(x, t)
torch.take_along_dim(x, torch.zeros(2, 1, dtype=torch.long), 1)
torch.where(x>2, x, w)
torch.where(x>2, x, torch.tensor(0.))
x.topk(1)[0]
x.sort()[0]
x.kthvalue(1)[0]
x.cumsum(0)
x.cumprod(0)
x.cummax(0)[0]
x.logsumexp(1)
torch.logsumexp(x, 1)
x.softmax(1)
x.log_softmax(1)
F.softmax(x, 1)
F.log_softmax(x, 1)
F.softmin(x, 1)
F.gumbel_softmax(x)
x.sigmoid()
F.sigmoid(x)
F.logsigmoid(x)
x.tanh()
x.relu()
F.relu(x)
F.relu6(x)
F.leaky_relu(x)
F.elu(x)
F.selu(x)
F.celu(x)
F.gelu(x)
F.silu(x)
F.mish(x)
F.softplus(x)
F.softsign(x)
F.hardtanh(x)
F.hardsigmoid(x)
F.hardswish(x)
F.tanhshrink(x)
F.softshrink(x)
F.hardshrink(x)
F.threshold(x, 0.1, 0.)
F.prelu(x, torch.tensor([.2], requires_grad=True))
F.glu(x)
F.normalize(x)
F.layer_norm(x, (2, ))
F.batch_norm(x, torch.zeros(2), torch.ones(2), training=True)
F.dropout(x, .5)
F.dropout(x, .5, training=False)
F.embedding(t, x)
F.pad(x, (1, 1))
F.one_hot(t, 2).float()@x
F.conv2d(q, torch.rand(1, 3, 2, 2))
F.conv1d(c, torch.rand(1, 3, 2))
F.max_pool2d(q, 2)
F.avg_pool2d(q, 2)
F.cosine_similarity(x, w)
F.pairwise_distance(x, w)
torch.cdist(x, w)
torch.dist(x, w)
F.cross_entropy(x, t)
F.cross_entropy(x, t, reduction='sum')
F.cross_entropy(x, t, reduction='none')
F.cross_entropy(x, t, weight=torch.ones(2))
F.cross_entropy(x, t, label_smoothing=.1)
F.cross_entropy(x, t, label_smoothing=.1, reduction='none')
F.cross_entropy(x, t, label_smoothing=.1, reduction='sum')
F.cross_entropy(x, y)
F.cross_entropy(x, y, reduction='sum')
F.cross_entropy(x, y, reduction='none')
F.cross_entropy(v, torch.tensor(1))
F.cross_entropy(c, long)
F.cross_entropy(q, image)
F.cross_entropy(q, image, reduction='none')
F.cross_entropy(c, long, reduction='none')
F.nll_loss(F.log_softmax(x, 1), t)
F.nll_loss(F.log_softmax(x, 1), t, reduction='none')
F.nll_loss(F.log_softmax(q, 1), image)
F.mse_loss(x, y)
F.mse_loss(x, y, reduction='none')
F.mse_loss(x, w)
F.l1_loss(x, y)
F.l1_loss(x, y, reduction='sum')
F.l1_loss(x, y, reduction='none')
F.smooth_l1_loss(x, y)
F.huber_loss(x, y)
F.binary_cross_entropy(x.sigmoid(), y)
F.binary_cross_entropy(x.sigmoid(), y, reduction='none')
F.binary_cross_entropy_with_logits(x, y)
F.binary_cross_entropy_with_logits(x, y, reduction='sum')
F.binary_cross_entropy_with_logits(x, y, reduction='none')
F.binary_cross_entropy_with_logits(x, y, pos_weight=torch.ones(2))
F.kl_div(F.log_softmax(x, 1), F.softmax(w, 1))
F.kl_div(F.log_softmax(x, 1), F.softmax(w, 1), reduction='sum')
F.kl_div(F.log_softmax(x, 1), F.softmax(w, 1), reduction='none')
F.kl_div(F.log_softmax(x, 1), F.softmax(w, 1), reduction='batchmean')
F.kl_div(F.log_softmax(x, 1), y/2, reduction='batchmean')
F.kl_div(F.log_softmax(x, 1), y/2, reduction='sum')
F.kl_div(F.log_softmax(x, 1), y/2)
F.kl_div(F.log_softmax(x, 1), y/2, reduction='none')
F.kl_div(F.log_softmax(x, 1), (y/2).log(), reduction='batchmean', log_target=True)
F.kl_div(F.log_softmax(x, 1), (y/2).log(), reduction='none', log_target=True)
F.kl_div(F.log_softmax(x, 1), (y/2).log(), reduction='mean', log_target=True)
F.poisson_nll_loss(x, y)
F.poisson_nll_loss(x, y, reduction='none')
F.poisson_nll_loss(x, y, reduction='sum')
F.gaussian_nll_loss(x, y, torch.ones(2, 2))
F.gaussian_nll_loss(x, y, torch.ones(2, 2), reduction='none')
F.gaussian_nll_loss(x, y, torch.ones(2, 2), reduction='sum')
F.hinge_embedding_loss(x, y)
F.hinge_embedding_loss(x, y, reduction='none')
F.soft_margin_loss(x, y)
F.multi_margin_loss(x, t)
F.multilabel_margin_loss(x, torch.tensor([[0, -1], [1, -1]]))
F.multilabel_soft_margin_loss(x, y)
F.multilabel_soft_margin_loss(x, y, reduction='none')
F.multilabel_soft_margin_loss(x, y, reduction='sum')
F.margin_ranking_loss(v, b, torch.ones(2))
F.margin_ranking_loss(v, b, torch.ones(2), reduction='none')
F.margin_ranking_loss(v, b, torch.ones(2), reduction='sum')
F.cosine_embedding_loss(x, w, torch.ones(2))
F.cosine_embedding_loss(x, w, torch.ones(2), reduction='none')
F.triplet_margin_loss(x, w, y)
F.triplet_margin_loss(x, w, y, reduction='none')
F.triplet_margin_loss(x, w, y, reduction='sum')
F.ctc_loss(scores, *ends)
F.ctc_loss(scores, *ends, reduction='none')
F.ctc_loss(scores, *ends, reduction='sum')
torch.nn.Linear(2, 2)(x)
torch.nn.LSTM(2, 2)(c)[0]
torch.nn.GRU(2, 2)(c)[0]
torch.nn.RNN(2, 2)(c)[0]
torch.nn.Conv2d(3, 1, 2)(q)
torch.nn.BatchNorm1d(2)(x)
torch.nn.BatchNorm2d(3)(q)
torch.nn.LayerNorm(2)(x)
torch.nn.Embedding(2, 2)(t)
torch.nn.Flatten()(c)
x.exp()
x.exp2()
x.expm1()
x.log()
x.log2()
x.log10()
x.log1p()
x.sqrt()
x.sin()
x.erf()
x.sign()
x.round()
x.floor()
x.ceil()
x.abs()
torch.maximum(x, w)
torch.minimum(x, w)
torch.max(x, w)
torch.lerp(x, w, .5)
torch.addcmul(x, w, w)
torch.atan2(x, w)
torch.hypot(x, w)
torch.fmod(x, 2)
torch.remainder(x, 2)
torch.logaddexp(x, w)
torch.xlogy(x, w)
torch.special.expit(x)
torch.nan_to_num(x)
torch.logit(x.sigmoid())
torch.logcumsumexp(x, 0)
torch.nansum(x)
x.nanmean()
x.add(1)
x.add(w, alpha=2)
x.sub(w)
x.mul(2)
x.div(2)
x.div(w, rounding_mode='floor')
x.type(torch.float64)
x.type_as(y.double())
sum([x.sum(), w.sum()])
sum(p.pow(2).sum() for p in [x, w])
torch.atleast_2d(v)
torch.meshgrid(v, v)[0]
x.narrow(0, 0, 1)
x.index_fill(0, t, 0.)
x.index_add(0, t, w)
x.index_copy(0, t, w)
x.clone().add_(1)
x.clone().mul_(2)
x.clone().relu_()
x.clone().exp_()
x.clone().clamp_(0)
x.clone().sigmoid_()
x.clone().masked_fill_(x>2, 0)
torch.std_mean(x)[0]
torch.var_mean(x)[0]
torch.diff(v)
torch.quantile(x, .5)
torch.unflatten(x, 1, (1, 2))
"""


def name(value):
    found = re.search(r"grad_fn=<([^>]*)>", repr(value))
    return found and found.group(1)


scope = {"torch": torch, "F": F}
exec(SETUP, scope)
names = {line: name(eval(line, scope)) for line in EXPRESSIONS.strip().split("\n")}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"torch": torch.__version__, "setup": SETUP, "names": names}, indent=1) + "\n")
print(len(names), "names")
