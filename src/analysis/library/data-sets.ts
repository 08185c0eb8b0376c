/** Data sets of torchvision of which each sample is an image and the index of its class. */
export const classLabels =
  /^torchvision\.datasets\.(?:\w+\.)*(?:MNIST|FashionMNIST|KMNIST|EMNIST|QMNIST|USPS|CIFAR10|CIFAR100|SVHN|STL10|ImageFolder|DatasetFolder|ImageNet|Food101|Flowers102|GTSRB|StanfordCars|FGVCAircraft|DTD|EuroSAT|Caltech101|Caltech256|Country211|RenderedSST2|SEMEION|Imagenette)$/;
