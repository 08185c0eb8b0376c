def step(model, batch):
    features, labels = batch
    logits = model(features)
    heads = {"scores": logits, "labels": labels, "names": ["cat", "dog", "horse"]}
    return heads


step(lambda x: [[3.05, 3.13, 3.48]], ([[0.0]], [2]))
