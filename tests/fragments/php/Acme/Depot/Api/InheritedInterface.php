<?php
namespace Acme\Depot\Api;

interface InheritedInterface extends BaseInterface
{
    /**
     * {@inheritdoc}
     */
    public function overridden();
}
